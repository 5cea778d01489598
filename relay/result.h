// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <type_traits>
#include <utility>
#include <variant>

namespace byok {

/// Why something inside the program could not be done: one sentence for a person, naming what was wrong and
/// what to do.
struct Failure
{
    QString sentence;
};

/// The alternative of a Result without a value.
struct Nothing
{
};

/// A value or the reason there is none. Value type, as thread-safe as what it holds.
/// `value()` on a failure and `error()` on a success are programming errors (asserted).
template <typename T = Nothing, typename E = Failure>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_content(std::in_place_index<0>, std::move(value))
    {
    }
    Result(E error)
        : m_content(std::in_place_index<1>, std::move(error))
    {
    }

    [[nodiscard]] bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const T &value() const &
    {
        Q_ASSERT(ok());
        return *std::get_if<0>(&m_content);
    }
    [[nodiscard]] T &value() &
    {
        Q_ASSERT(ok());
        return *std::get_if<0>(&m_content);
    }
    [[nodiscard]] T &&value() &&
    {
        Q_ASSERT(ok());
        return std::move(*std::get_if<0>(&m_content));
    }
    [[nodiscard]] const E &error() const
    {
        Q_ASSERT(!ok());
        return *std::get_if<1>(&m_content);
    }

private:
    std::variant<T, E> m_content;
};

} // namespace byok
