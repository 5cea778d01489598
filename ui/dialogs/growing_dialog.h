// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

namespace byok {

/// A window-modal dialog that deletes itself when closed and grows when a sentence appears in it, so that
/// nothing is cut; it never shrinks under the pointer. Owned by its page, which opens it; GUI thread.
class GrowingDialog : public QDialog
{
    Q_OBJECT

public:
    explicit GrowingDialog(QWidget *parent);

protected:
    bool event(QEvent *event) override;

private:
    void grow();
};

} // namespace byok
