/* What exported programs use of the kernel's selftests: the names of its interface, written anew. */
#ifndef STUB_KVM_UTIL_H
#define STUB_KVM_UTIL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <linux/kvm.h>

#include "test_util.h"

enum vm_mem_backing_src_type { VM_MEM_SRC_ANONYMOUS };

struct kvm_vm;

struct kvm_vcpu {
	uint32_t id;
	int fd;
	struct kvm_vm *vm;
	struct kvm_run *run;
};

struct kvm_vm *vm_create_with_one_vcpu(struct kvm_vcpu **vcpu, void *guest_code);
struct kvm_vcpu *vm_vcpu_add(struct kvm_vm *vm, uint32_t id, void *guest_code);
void vm_userspace_mem_region_add(struct kvm_vm *vm, enum vm_mem_backing_src_type type, uint64_t gpa, uint32_t slot,
				 uint64_t pages, uint32_t flags);
void virt_map(struct kvm_vm *vm, uint64_t gva, uint64_t gpa, unsigned int pages);
void *addr_gpa2hva(struct kvm_vm *vm, uint64_t gpa);
void vcpu_run(struct kvm_vcpu *vcpu);
void vcpu_run_complete_io(struct kvm_vcpu *vcpu);
struct kvm_reg_list *vcpu_get_reg_list(struct kvm_vcpu *vcpu);
void kvm_vm_free(struct kvm_vm *vm);

#define __vcpu_ioctl(vcpu, request, argument) ioctl((vcpu)->fd, request, argument)
#define vcpu_ioctl(vcpu, request, argument) \
	do { TEST_ASSERT(!__vcpu_ioctl(vcpu, request, argument), #request " failed"); } while (0)

#endif
