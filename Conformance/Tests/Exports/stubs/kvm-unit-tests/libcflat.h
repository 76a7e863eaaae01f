/* What exported tests use of kvm-unit-tests: the names of its interface, written anew. */
#ifndef STUB_LIBCFLAT_H
#define STUB_LIBCFLAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define PAGE_SIZE 4096UL

typedef uint64_t phys_addr_t;

void report(bool pass, const char *format, ...) __attribute__((format(printf, 2, 3)));
void report_skip(const char *format, ...) __attribute__((format(printf, 1, 2)));
void report_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
int report_summary(void);

#endif
