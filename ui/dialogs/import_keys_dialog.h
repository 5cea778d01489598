// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/growing_dialog.h"
#include "ui/models/found_keys_model.h"
#include "ui/window_links.h"

class QPushButton;
class QTableView;

namespace byok {

class ToneLabel;

/// Stores keys that lie about on this computer, after the person has looked through them. The files stay as
/// they are. Owned by its page, which opens it; deletes itself when closed; GUI thread.
class ImportKeysDialog final : public GrowingDialog
{
    Q_OBJECT

public:
    ImportKeysDialog(const WindowLinks &links, QWidget *parent);

    /// Adds the keys of one more file, or says why there are none.
    void readFile(const QString &path);

private:
    void add(const QList<FoundKey> &found);
    void compare(int row);
    void chooseFile();
    void importNext(int row);
    void refresh();

    WindowLinks m_links;
    FoundKeysModel m_model;
    QTableView *m_table;
    ToneLabel *m_message;
    QPushButton *m_import;
    bool m_importing = false;
};

} // namespace byok
