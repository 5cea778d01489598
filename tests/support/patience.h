// SPDX-License-Identifier: Apache-2.0
#pragma once

// For every file that uses QTRY_…: tst_house looks.

#include <QTest>

#include <chrono>

namespace byok::test {

/// How long a test waits for what has to come. It costs nothing where it comes, so it is meant for the
/// slowest machine: several sanitized programs at once on two busy cores.
inline constexpr std::chrono::seconds patience{30};

} // namespace byok::test

// QtTest's own wait 5 s.
#undef QTRY_VERIFY
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, ::byok::test::patience)
#undef QTRY_VERIFY2
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT(expr, message, ::byok::test::patience)
#undef QTRY_COMPARE
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, ::byok::test::patience)
