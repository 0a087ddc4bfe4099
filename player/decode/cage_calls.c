// Which system calls a caged decoder may make. Any that is not listed here kills it.
//
// The filter is written by hand and not with libseccomp: a process is started for every medium, so
// a library that is loaded and that compiles the same list again each time would cost each start;
// and what is below is what the kernel runs, to be read in one place. Names that an architecture
// does not have are left out by #ifdef; a list for another one needs its AUDIT_ARCH line.
//
// Refused with an error instead of death is what the C library and FFmpeg try and can do without:
// files and settings that are only looked for.
#include "decode/cage_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__) && defined(__LP64__)
#define CAGE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CAGE_ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__arm__) && defined(__ARM_EABI__)
#define CAGE_ARCHITECTURE AUDIT_ARCH_ARM
#elif defined(__riscv) && __riscv_xlen == 64
#define CAGE_ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

#ifdef CAGE_ARCHITECTURE

enum condition {
    ALWAYS = 0,
    IF_MEDIA,     // its first argument is the medium's descriptor
    IF_BELL,      // … the bell's
    IF_STDERR,    // … standard error, which leads nowhere
    IF_SELF,      // … this process
    IF_NOT_CODE,  // its third argument does not ask for memory that can be run
    IF_THREAD,    // its first argument makes a thread, and not a process
    IF_NAME,      // … names a thread
    IF_OPEN_FILE, // its fourth argument says that an open file is meant
    NEVER,
};

struct call {
    int number;
    enum condition condition;
    int otherwise; // the error that it gets then; 0: it is killed
};

// The frequent ones first.
static const struct call calls[] = {
#ifdef __NR_futex
    {__NR_futex, ALWAYS, 0},
#endif
#ifdef __NR_futex_time64
    {__NR_futex_time64, ALWAYS, 0},
#endif
#ifdef __NR_poll
    {__NR_poll, ALWAYS, 0},
#endif
#ifdef __NR_ppoll
    {__NR_ppoll, ALWAYS, 0},
#endif
#ifdef __NR_ppoll_time64
    {__NR_ppoll_time64, ALWAYS, 0},
#endif
#if CAGE_SANITIZED
    {__NR_read, ALWAYS, 0}, // of maps of memory that were opened before
    {__NR_write, ALWAYS, 0},
#endif
    {__NR_read, IF_MEDIA, 0},
    {__NR_recvfrom, IF_BELL, 0},
    {__NR_sendto, IF_BELL, 0},
    {__NR_lseek, IF_MEDIA, EBADF},
#ifdef __NR__llseek
    {__NR__llseek, IF_MEDIA, EBADF},
#endif
// memory
#ifdef __NR_mmap
    {__NR_mmap, IF_NOT_CODE, EACCES},
#endif
#ifdef __NR_mmap2
    {__NR_mmap2, IF_NOT_CODE, EACCES},
#endif
    {__NR_mprotect, IF_NOT_CODE, EACCES},
    {__NR_munmap, ALWAYS, 0},
    {__NR_mremap, ALWAYS, 0},
    {__NR_madvise, ALWAYS, 0},
    {__NR_brk, ALWAYS, 0},
    // time
    {__NR_clock_gettime, ALWAYS, 0},
    {__NR_clock_nanosleep, ALWAYS, 0},
#ifdef __NR_clock_gettime64
    {__NR_clock_gettime64, ALWAYS, 0},
    {__NR_clock_nanosleep_time64, ALWAYS, 0},
#endif
#ifdef __NR_gettimeofday
    {__NR_gettimeofday, ALWAYS, 0},
#endif
#ifdef __NR_time
    {__NR_time, ALWAYS, 0},
#endif
#ifdef __NR_nanosleep
    {__NR_nanosleep, ALWAYS, 0},
#endif
    // threads; the arguments of clone3 cannot be looked at, and without it clone is used
    {__NR_clone, IF_THREAD, 0},
    {__NR_clone3, NEVER, ENOSYS},
    {__NR_set_robust_list, ALWAYS, 0},
#ifdef __NR_rseq
    {__NR_rseq, ALWAYS, 0},
#endif
    {__NR_sched_getaffinity, ALWAYS, 0},
    {__NR_sched_yield, ALWAYS, 0},
    {__NR_gettid, ALWAYS, 0},
    {__NR_getpid, ALWAYS, 0},
    {__NR_prctl, IF_NAME, EPERM},
    // signals, of its own
    {__NR_rt_sigaction, ALWAYS, 0},
    {__NR_rt_sigprocmask, ALWAYS, 0},
    {__NR_rt_sigreturn, ALWAYS, 0},
    {__NR_restart_syscall, ALWAYS, 0},
    {__NR_tgkill, IF_SELF, 0},
    // the rest
    {__NR_close, ALWAYS, 0},
    {__NR_fstat, ALWAYS, 0},
#ifdef __NR_fstat64
    {__NR_fstat64, ALWAYS, 0},
#endif
#ifdef __NR_newfstatat
    {__NR_newfstatat, IF_OPEN_FILE, EACCES},
#endif
#ifdef __NR_fstatat64
    {__NR_fstatat64, IF_OPEN_FILE, EACCES},
#endif
    {__NR_getrandom, ALWAYS, 0},
    {__NR_sysinfo, ALWAYS, 0}, // how much memory there is: sorting asks
    {__NR_write, IF_STDERR, EBADF},
    {__NR_writev, IF_STDERR, EBADF},
    {__NR_exit, ALWAYS, 0},
    {__NR_exit_group, ALWAYS, 0},
// what is only looked for
#ifdef __NR_open
    {__NR_open, NEVER, EACCES},
#endif
    {__NR_openat, NEVER, EACCES},
    {__NR_ioctl, NEVER, EACCES},
#ifdef __NR_readlink
    {__NR_readlink, NEVER, EACCES},
#endif
    {__NR_readlinkat, NEVER, EACCES},
#ifdef __NR_access
    {__NR_access, NEVER, EACCES},
#endif
    {__NR_faccessat, NEVER, EACCES},
#ifdef __NR_stat
    {__NR_stat, NEVER, EACCES},
#endif
#ifdef __NR_statx
    {__NR_statx, NEVER, EACCES},
#endif
#if CAGE_SANITIZED
    {__NR_sigaltstack, ALWAYS, 0},
    {__NR_getcwd, NEVER, EACCES},
    {__NR_prlimit64, ALWAYS, 0},
#endif
};

// Which argument a condition looks at, and which of its bits have to be what. All that matters is
// in the lower halves: the kernel takes these arguments for 32-bit numbers, or flags below bit 32.
struct test {
    int argument;
    uint32_t mask, value;
};

static struct test test_of(enum condition condition, const struct cage_wish *wish)
{
    const uint32_t thread = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD;
    switch (condition) {
    case IF_MEDIA:
        return (struct test){0, UINT32_MAX, (uint32_t)wish->media_fd};
    case IF_BELL:
        return (struct test){0, UINT32_MAX, (uint32_t)wish->bell_fd};
    case IF_STDERR:
        return (struct test){0, UINT32_MAX, STDERR_FILENO};
    case IF_SELF:
        return (struct test){0, UINT32_MAX, (uint32_t)getpid()};
    case IF_NOT_CODE:
        return (struct test){2, PROT_EXEC, 0};
    case IF_THREAD:
        return (struct test){0, thread, thread};
    case IF_NAME:
        return (struct test){0, UINT32_MAX, PR_SET_NAME};
    case IF_OPEN_FILE:
        return (struct test){3, AT_EMPTY_PATH, AT_EMPTY_PATH};
    case ALWAYS:
    case NEVER:
        break;
    }
    return (struct test){0, 0, 0};
}

enum { FILTER_MOST = 6 * (int)(sizeof calls / sizeof calls[0]) + 8 };

struct filter {
    struct sock_filter code[FILTER_MOST];
    unsigned short length;
};

static void add(struct filter *self, struct sock_filter instruction)
{
    self->code[self->length++] = instruction;
}

static void add_answer(struct filter *self, uint32_t answer)
{
    add(self, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, answer));
}

static void add_load(struct filter *self, size_t at)
{
    add(self, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)at));
}

static size_t argument_at(int argument)
{
    size_t at = offsetof(struct seccomp_data, args) + (size_t)argument * sizeof(uint64_t);
    return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? at + sizeof(uint32_t) : at;
}

// The number of the call is loaded; what is no match goes on behind.
static void add_call(struct filter *self, const struct call *call, const struct cage_wish *wish)
{
    bool has_test = call->condition != ALWAYS && call->condition != NEVER;
    uint32_t refusal = call->otherwise == 0 ? SECCOMP_RET_KILL_PROCESS
                                            : SECCOMP_RET_ERRNO | (uint32_t)call->otherwise;
    add(self, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call->number, 0,
                                           has_test ? 5 : 1));
    if (has_test) {
        struct test test = test_of(call->condition, wish);
        add_load(self, argument_at(test.argument));
        add(self, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, test.mask));
        add(self, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, test.value, 1, 0));
        add_answer(self, refusal);
    }
    add_answer(self, call->condition == NEVER ? refusal : SECCOMP_RET_ALLOW);
}

bool cage_calls(const struct cage_wish *wish, struct cage_layer_state *state)
{
    struct filter filter = {.length = 0};
    add_load(&filter, offsetof(struct seccomp_data, arch));
    add(&filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CAGE_ARCHITECTURE, 1, 0));
    add_answer(&filter, SECCOMP_RET_KILL_PROCESS);
    add_load(&filter, offsetof(struct seccomp_data, nr));
    const size_t count = sizeof calls / sizeof calls[0];
    for (size_t i = 0; i < count; i++) {
        add_call(&filter, &calls[i], wish);
    }
    add_answer(&filter, SECCOMP_RET_KILL_PROCESS);
    struct sock_fprog program = {filter.length, filter.code};
    // a sanitizer may have a thread already
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) != 0) {
        return cage_gap(state, "taking the filter on");
    }
    snprintf(state->words, sizeof state->words, "%zu calls are known, any other kills", count);
    return true;
}

#else

bool cage_calls(const struct cage_wish *wish, struct cage_layer_state *state)
{
    (void)wish;
    errno = ENOSYS;
    return cage_gap(state, "nobody has written the list for this kind of processor");
}

#endif
