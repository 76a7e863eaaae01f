/* What exported tests use of kvm-unit-tests: the names of its interface, written anew. */
#ifndef STUB_ASM_THREAD_INFO_H
#define STUB_ASM_THREAD_INFO_H

struct thread_info {
	void *pgtable;
};

struct thread_info *current_thread_info(void);

#endif
