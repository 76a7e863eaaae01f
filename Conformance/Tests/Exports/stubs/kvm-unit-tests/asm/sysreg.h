/* What exported tests use of kvm-unit-tests: the names of its interface, written anew. */
#ifndef STUB_ASM_SYSREG_H
#define STUB_ASM_SYSREG_H

#include <stdint.h>

#define read_sysreg(name) \
	({ uint64_t read_value; asm volatile("mrs %0, " #name : "=r" (read_value)); read_value; })

#endif
