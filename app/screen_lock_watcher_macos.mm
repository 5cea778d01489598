// SPDX-License-Identifier: Apache-2.0
#include "app/screen_lock_watcher.h"

#import <Foundation/Foundation.h>

namespace byok {

namespace {

/// Listens to the notifications that the login window sends.
class LoginWindowWatcher final : public ScreenLockWatcher
{
public:
    LoginWindowWatcher()
    {
        NSDistributedNotificationCenter *centre = [NSDistributedNotificationCenter defaultCenter];
        m_locked = [centre addObserverForName:@"com.apple.screenIsLocked"
                                       object:nil
                                        queue:[NSOperationQueue mainQueue]
                                   usingBlock:^(NSNotification *) { emit locked(); }];
        m_unlocked = [centre addObserverForName:@"com.apple.screenIsUnlocked"
                                         object:nil
                                          queue:[NSOperationQueue mainQueue]
                                     usingBlock:^(NSNotification *) { emit unlocked(); }];
    }
    ~LoginWindowWatcher() override
    {
        [[NSDistributedNotificationCenter defaultCenter] removeObserver:m_locked];
        [[NSDistributedNotificationCenter defaultCenter] removeObserver:m_unlocked];
    }

private:
    id m_locked;
    id m_unlocked;
};

} // namespace

std::unique_ptr<ScreenLockWatcher> makeScreenLockWatcher()
{
    return std::make_unique<LoginWindowWatcher>();
}

} // namespace byok
