// SPDX-License-Identifier: Apache-2.0
// Empty: carries the precompiled headers that all test programs share.
int main() {}
