/* What exported programs use of the kernel's selftests: the names of its interface, written anew. */
#ifndef STUB_TEST_UTIL_H
#define STUB_TEST_UTIL_H

#include <stdio.h>
#include <stdlib.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

void stub_end(int code) __attribute__((noreturn));

#define TEST_FAIL(...) \
	do { fprintf(stderr, __VA_ARGS__); fputc('\n', stderr); stub_end(254); } while (0)
#define TEST_ASSERT(condition, ...) \
	do { if (!(condition)) TEST_FAIL(__VA_ARGS__); } while (0)
#define TEST_REQUIRE(condition) \
	do { if (!(condition)) { fprintf(stderr, "skipped: %s\n", #condition); stub_end(4); } } while (0)

#endif
