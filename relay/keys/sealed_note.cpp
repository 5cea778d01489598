// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/sealed_note.h"

#include <QChar>

namespace byok {

namespace {

constexpr char32_t noCharacter = 0xffffffff;

/// JSON (RFC 8259) as far as the note needs it. A library's reader would leave the key in memory that nobody
/// wipes. Views what it reads; every function gives none, or false, at the first fault.
class NoteReader
{
public:
    explicit NoteReader(QByteArrayView text)
        : m_rest(text)
    {
    }

    /// Takes this character, with the white space around it.
    bool take(char wanted)
    {
        skipBlanks();
        if (!next(wanted))
            return false;
        skipBlanks();
        return true;
    }
    [[nodiscard]] bool atEnd()
    {
        skipBlanks();
        return m_rest.isEmpty();
    }

    std::optional<Secret> text()
    {
        if (!next('"'))
            return std::nullopt;
        QByteArray read;
        read.reserve(m_rest.size()); // never moved, so that no piece of it stays elsewhere
        bool whole = false;
        while (!whole && !m_rest.isEmpty() && character(read, whole)) {
        }
        Secret secret = Secret::takeFrom(read);
        return whole ? std::optional(secret) : std::nullopt;
    }

    std::optional<qint64> wholeNumber()
    {
        constexpr qsizetype mostDigits = 15;
        qsizetype digits = 0;
        while (digits < m_rest.size() && m_rest.at(digits) >= '0' && m_rest.at(digits) <= '9')
            ++digits;
        if (digits == 0 || digits > mostDigits || (digits > 1 && m_rest.front() == '0'))
            return std::nullopt;
        qint64 number = 0;
        for (const char digit : m_rest.first(digits))
            number = number * 10 + (digit - '0');
        m_rest = m_rest.sliced(digits);
        return number;
    }

private:
    bool next(char wanted)
    {
        if (m_rest.isEmpty() || m_rest.front() != wanted)
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    void skipBlanks()
    {
        while (!m_rest.isEmpty() && QByteArrayView(" \t\r\n").contains(m_rest.front()))
            m_rest = m_rest.sliced(1);
    }
    char pop()
    {
        const char first = m_rest.front();
        m_rest = m_rest.sliced(1);
        return first;
    }

    /// One character, or the quotation mark that ends the text.
    bool character(QByteArray &to, bool &whole)
    {
        const char c = pop();
        if (c == '"') {
            whole = true;
            return true;
        }
        if (c == '\\')
            return escape(to);
        return static_cast<unsigned char>(c) >= 0x20 && append(to, static_cast<unsigned char>(c));
    }

    bool escape(QByteArray &to)
    {
        if (m_rest.isEmpty())
            return false;
        switch (const char c = pop()) {
        case '"':
        case '\\':
        case '/':
            to.append(c);
            return true;
        case 'b':
            to.append('\b');
            return true;
        case 'f':
            to.append('\f');
            return true;
        case 'n':
            to.append('\n');
            return true;
        case 'r':
            to.append('\r');
            return true;
        case 't':
            to.append('\t');
            return true;
        case 'u':
            return append(to, codePoint());
        default:
            return false;
        }
    }

    /// No key has a character beyond ASCII, so that neither UTF-8 nor surrogates need be understood.
    static bool append(QByteArray &to, char32_t code)
    {
        if (code > 0x7f)
            return false;
        to.append(static_cast<char>(code));
        return true;
    }

    char32_t codePoint()
    {
        constexpr qsizetype digits = 4;
        if (m_rest.size() < digits)
            return noCharacter;
        char32_t code = 0;
        for (qsizetype i = 0; i < digits; ++i) {
            const char c = pop();
            const int value = c >= '0' && c <= '9'   ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (value < 0)
                return noCharacter;
            code = code * 16 + static_cast<char32_t>(value);
        }
        return code;
    }

    QByteArrayView m_rest;
};

/// One member of the note: its name, and its value.
bool readMember(NoteReader &reader, std::optional<Secret> &key, std::optional<qint64> &issuedAt)
{
    const std::optional<Secret> name = reader.text();
    if (!name || !reader.take(':'))
        return false;
    if (name->expose() == "key" && !key)
        return (key = reader.text()).has_value();
    if (name->expose() == "iat" && !issuedAt)
        return (issuedAt = reader.wholeNumber()).has_value();
    return false;
}

} // namespace

std::optional<SealedNote> readSealedNote(const Secret &plain)
{
    NoteReader reader(plain.expose());
    std::optional<Secret> key;
    std::optional<qint64> issuedAt;
    const bool fits = reader.take('{') && readMember(reader, key, issuedAt) && reader.take(',') &&
                      readMember(reader, key, issuedAt) && reader.take('}') && reader.atEnd();
    if (!fits || !key || !issuedAt || key->trimmed().isEmpty())
        return std::nullopt;
    return SealedNote{*key, *issuedAt};
}

} // namespace byok
