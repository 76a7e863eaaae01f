/*
 * The interface of kvm_util.h on /dev/kvm, as little of it as exported programs need, so that one can be process 1 of a kernel. Page
 * tables: 4 KiB pages, 39 bits, everything normal memory that EL1 alone may access.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/reboot.h>

#include "processor.h"

#define PAGE 4096UL
#define TABLES 0x80000000UL
#define TABLE_PAGES 32

struct region {
	uint64_t gpa, size;
	char *memory;
};

struct kvm_vm {
	int fd;
	struct region regions[4];
	int nr_regions, nr_tables;
};

static int kvm;

void stub_end(int code)
{
	fflush(NULL);
	printf("exit code %d\n", code);
	fflush(NULL);
	if (getpid() == 1)
		reboot(RB_POWER_OFF);
	exit(code);
}

static void at_exit(int code, void *unused)
{
	(void)unused;
	if (getpid() == 1)
		stub_end(code);
}

void *addr_gpa2hva(struct kvm_vm *vm, uint64_t gpa)
{
	int i;

	for (i = 0; i < vm->nr_regions; i++)
		if (gpa - vm->regions[i].gpa < vm->regions[i].size)
			return vm->regions[i].memory + (gpa - vm->regions[i].gpa);
	TEST_FAIL("no memory at 0x%lx", (unsigned long)gpa);
}

void vm_userspace_mem_region_add(struct kvm_vm *vm, enum vm_mem_backing_src_type type, uint64_t gpa, uint32_t slot,
				 uint64_t pages, uint32_t flags)
{
	struct region *region = &vm->regions[vm->nr_regions++];
	struct kvm_userspace_memory_region request = { .slot = slot, .flags = flags, .guest_phys_addr = gpa, .memory_size = pages * PAGE };

	(void)type;
	region->gpa = gpa;
	region->size = pages * PAGE;
	region->memory = mmap(NULL, region->size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	TEST_ASSERT(region->memory != MAP_FAILED, "mmap failed");
	request.userspace_addr = (uint64_t)region->memory;
	TEST_ASSERT(!ioctl(vm->fd, KVM_SET_USER_MEMORY_REGION, &request), "KVM_SET_USER_MEMORY_REGION failed");
}

uint64_t *virt_get_pte_hva(struct kvm_vm *vm, uint64_t gva)
{
	uint64_t *table = addr_gpa2hva(vm, TABLES);
	int shift;

	for (shift = 30; shift > 12; shift -= 9) {
		uint64_t *entry = &table[gva >> shift & 511];

		if (!*entry) {
			TEST_ASSERT(vm->nr_tables < TABLE_PAGES, "no page for a table");
			*entry = (TABLES + PAGE * vm->nr_tables++) | 3;
		}
		table = addr_gpa2hva(vm, *entry & ~(PAGE - 1));
	}
	return &table[gva >> 12 & 511];
}

void virt_map(struct kvm_vm *vm, uint64_t gva, uint64_t gpa, unsigned int pages)
{
	/* Access flag, inner shareable, attribute 0, a page. */
	for (; pages; pages--, gva += PAGE, gpa += PAGE)
		*virt_get_pte_hva(vm, gva) = gpa | 1 << 10 | 3 << 8 | 3;
}

static void set_sys_reg(struct kvm_vcpu *vcpu, uint64_t id, uint64_t value)
{
	struct kvm_one_reg reg = { .id = id, .addr = (uint64_t)&value };

	vcpu_ioctl(vcpu, KVM_SET_ONE_REG, &reg);
}

void aarch64_vcpu_setup(struct kvm_vcpu *vcpu, struct kvm_vcpu_init *init)
{
	struct kvm_vcpu_init preferred;
	uint64_t sctlr = 0;
	struct kvm_one_reg reg = { .id = ARM64_SYS_REG(3, 0, 1, 0, 0), .addr = (uint64_t)&sctlr };

	if (!init) {
		init = &preferred;
		TEST_ASSERT(!ioctl(vcpu->vm->fd, KVM_ARM_PREFERRED_TARGET, init), "KVM_ARM_PREFERRED_TARGET failed");
	}
	vcpu_ioctl(vcpu, KVM_ARM_VCPU_INIT, init);
	vcpu_ioctl(vcpu, KVM_GET_ONE_REG, &reg);
	/* M, C, I */
	set_sys_reg(vcpu, ARM64_SYS_REG(3, 0, 1, 0, 0), sctlr | 1 << 0 | 1 << 2 | 1 << 12);
	/* 39 bits, walks cacheable and inner shareable, TTBR0 only, 40 bits of physical address */
	set_sys_reg(vcpu, ARM64_SYS_REG(3, 0, 2, 0, 2), 25 | 1 << 8 | 1 << 10 | 3 << 12 | 1 << 23 | 2UL << 32);
	set_sys_reg(vcpu, ARM64_SYS_REG(3, 0, 10, 2, 0), 0xff);
	set_sys_reg(vcpu, ARM64_SYS_REG(3, 0, 2, 0, 0), TABLES);
}

struct kvm_vcpu *vm_vcpu_add(struct kvm_vm *vm, uint32_t id, void *guest_code)
{
	struct kvm_vcpu *vcpu = calloc(1, sizeof(*vcpu));
	int size = ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);

	(void)guest_code;
	vcpu->id = id;
	vcpu->vm = vm;
	vcpu->fd = ioctl(vm->fd, KVM_CREATE_VCPU, id);
	TEST_ASSERT(vcpu->fd >= 0, "KVM_CREATE_VCPU failed");
	vcpu->run = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, vcpu->fd, 0);
	TEST_ASSERT(vcpu->run != MAP_FAILED, "struct kvm_run cannot be mapped");
	aarch64_vcpu_setup(vcpu, NULL);
	return vcpu;
}

struct kvm_vm *vm_create_with_one_vcpu(struct kvm_vcpu **vcpu, void *guest_code)
{
	struct kvm_vm *vm = calloc(1, sizeof(*vm));

	if (!kvm) {
		on_exit(at_exit, NULL);
		kvm = open("/dev/kvm", O_RDWR);
		TEST_ASSERT(kvm > 0, "/dev/kvm cannot be opened");
	}
	vm->fd = ioctl(kvm, KVM_CREATE_VM, 0);
	TEST_ASSERT(vm->fd >= 0, "KVM_CREATE_VM failed");
	vm->nr_tables = 1;
	vm_userspace_mem_region_add(vm, VM_MEM_SRC_ANONYMOUS, TABLES, 0, TABLE_PAGES, 0);
	*vcpu = vm_vcpu_add(vm, 0, guest_code);
	return vm;
}

void vcpu_run(struct kvm_vcpu *vcpu)
{
	vcpu_ioctl(vcpu, KVM_RUN, 0);
}

void vcpu_run_complete_io(struct kvm_vcpu *vcpu)
{
	vcpu->run->immediate_exit = 1;
	__vcpu_ioctl(vcpu, KVM_RUN, 0);
	vcpu->run->immediate_exit = 0;
}

struct kvm_reg_list *vcpu_get_reg_list(struct kvm_vcpu *vcpu)
{
	struct kvm_reg_list none = { .n = 0 }, *list;

	__vcpu_ioctl(vcpu, KVM_GET_REG_LIST, &none);
	list = calloc(1, sizeof(*list) + none.n * sizeof(uint64_t));
	list->n = none.n;
	vcpu_ioctl(vcpu, KVM_GET_REG_LIST, list);
	return list;
}

void kvm_vm_free(struct kvm_vm *vm)
{
	close(vm->fd);
}
