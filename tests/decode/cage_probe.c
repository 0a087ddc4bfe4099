// Locks itself into the decoder's cage, as it ships (built without any sanitizer), and then does
// what its argument says: something that a decoder needs, or something that a hostile film would
// make one do. Exit code: 0 it was done; the error number when it was refused; killed by SIGSYS
// when the filter met it. "bare-…" does it with Landlock alone, to show that this layer holds too.
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "decode/cage_parts.h"

enum { MEDIA_FD = 3, MEMORY_FD = 4, BELL_FD = 5, SHARED = 1 << 20 };

static pid_t parent;
static const char *path; // of a file that exists, and may be read and written
static _Atomic uint32_t progress;

// The system call itself: what the C library makes of it is not the question.
#define CALL(...) (syscall(__VA_ARGS__) >= 0)

static bool do_open(void)
{
#ifdef SYS_open
    return CALL(SYS_open, path, O_RDONLY);
#else
    return CALL(SYS_openat, AT_FDCWD, path, O_RDONLY);
#endif
}
static bool do_openat(void)
{
    return CALL(SYS_openat, AT_FDCWD, path, O_RDONLY);
}
static bool do_write_path(void)
{
    return CALL(SYS_openat, AT_FDCWD, path, O_WRONLY | O_TRUNC);
}
static bool do_make_file(void)
{
    return CALL(SYS_openat, AT_FDCWD, "/tmp/escaped", O_CREAT, 0600);
}
static bool do_reopen(void)
{
    return CALL(SYS_openat, AT_FDCWD, "/proc/self/fd/4", O_RDWR);
}
static bool do_openat2(void)
{
    const uint64_t how[3] = {O_RDONLY, 0, 0};
    return CALL(SYS_openat2, AT_FDCWD, path, how, sizeof how);
}
static bool do_unlink(void)
{
    return CALL(SYS_unlinkat, AT_FDCWD, path, 0);
}
static bool do_rename(void)
{
    return CALL(SYS_renameat2, AT_FDCWD, path, AT_FDCWD, "/tmp/e", 0);
}
static bool do_stat_path(void)
{
    struct stat about;
#ifdef SYS_newfstatat
    return CALL(SYS_newfstatat, AT_FDCWD, path, &about, 0);
#else
    return stat(path, &about) == 0;
#endif
}
static bool do_readlink(void)
{
    char text[64];
    return CALL(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", text, sizeof text);
}
static bool do_access(void)
{
    return CALL(SYS_faccessat, AT_FDCWD, path, R_OK);
}
static bool do_ioctl(void)
{
    return CALL(SYS_ioctl, 0, 0x5401, &progress);
}
static bool do_socket(void)
{
    return CALL(SYS_socket, AF_INET, SOCK_STREAM, 0);
}
static bool do_connect(void)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX, .sun_path = "/run/dbus/system_bus_socket"};
    return CALL(SYS_connect, BELL_FD, &to, sizeof to);
}
static bool do_sendmsg(void)
{
    struct msghdr message = {0};
    return CALL(SYS_sendmsg, BELL_FD, &message, 0);
}
static bool do_recvmsg(void)
{
    struct msghdr message = {0};
    return CALL(SYS_recvmsg, BELL_FD, &message, MSG_DONTWAIT);
}
static bool do_execve(void)
{
    char *const words[] = {NULL};
    return CALL(SYS_execve, "/bin/true", words, words);
}
static bool do_execveat(void)
{
    char *const words[] = {NULL};
    return CALL(SYS_execveat, MEMORY_FD, "", words, words, AT_EMPTY_PATH);
}
static bool do_fork(void)
{
    return CALL(SYS_clone, (unsigned long)SIGCHLD, NULL, NULL, NULL, NULL);
}
static bool do_vfork(void)
{
    return CALL(SYS_clone, (unsigned long)(CLONE_VM | CLONE_VFORK | SIGCHLD), NULL, NULL, NULL,
                NULL);
}
static bool do_namespace(void)
{
    return CALL(SYS_unshare, CLONE_NEWUSER);
}
static bool do_kill_parent(void)
{
    return CALL(SYS_kill, parent, SIGTERM);
}
static bool do_tgkill_parent(void)
{
    return CALL(SYS_tgkill, parent, parent, SIGTERM);
}
static bool do_ptrace(void)
{
    return CALL(SYS_ptrace, PTRACE_ATTACH, parent, NULL, NULL);
}
static bool do_read_parent(void)
{
    return CALL(SYS_process_vm_readv, parent, NULL, 0UL, NULL, 0UL, 0UL);
}
static bool do_raise_limit(void)
{
    struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};
    return CALL(SYS_prlimit64, parent, RLIMIT_CPU, &none, NULL);
}
static bool do_more_memory(void)
{
    const size_t most = (size_t)3 << 30;
    return mmap(NULL, most, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) !=
           MAP_FAILED;
}
static bool do_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) != MAP_FAILED;
}
static bool do_turn_into_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}
static bool do_read_bell(void)
{
    char byte;
    return CALL(SYS_read, BELL_FD, &byte, 1);
}
static bool do_write_media(void)
{
    return CALL(SYS_write, MEDIA_FD, "x", 1);
}
static bool do_write_stdout(void)
{
    return CALL(SYS_write, 1, "x", 1);
}
static bool do_dup(void)
{
    return CALL(SYS_dup, MEDIA_FD);
}
static bool do_memfd(void)
{
    return CALL(SYS_memfd_create, "x", 0);
}
static bool do_shrink_ring(void)
{
    return CALL(SYS_ftruncate, MEMORY_FD, 0);
}
static bool do_ring_calls(void)
{
    return CALL(SYS_io_uring_setup, 8, NULL);
}
static bool do_bpf(void)
{
    return CALL(SYS_bpf, BPF_MAP_CREATE, NULL, 0);
}
static bool do_userfault(void)
{
    return CALL(SYS_userfaultfd, 0);
}
static bool do_perf(void)
{
    return CALL(SYS_perf_event_open, NULL, 0, -1, -1, 0);
}
static bool do_keys(void)
{
    return CALL(SYS_keyctl, 0, 0);
}
static bool do_mount(void)
{
    return CALL(SYS_mount, NULL, "/", NULL, 0, NULL);
}
static bool do_dumpable(void)
{
    return CALL(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0);
}
static bool do_outlive(void)
{
    return CALL(SYS_prctl, PR_SET_PDEATHSIG, 0, 0, 0, 0);
}
static bool do_other_filter(void)
{
    return CALL(SYS_seccomp, 1, 0, NULL);
}
static bool do_unknown(void)
{
    return CALL(5000);
}

// --- what a decoder needs ---

static void *work_in_thread(void *self)
{
    char *block = malloc(4 << 20); // an arena of its own
    memset(block, 1, 4 << 20);
    free(block);
    return prctl(PR_SET_NAME, "probe") == 0 ? self : NULL;
}

static bool do_threads(void)
{
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    bool all = true;
    for (int i = 0; i < THREADS; i++) {
        all = all && pthread_create(&threads[i], NULL, work_in_thread, &progress) == 0;
    }
    for (int i = 0; all && i < THREADS; i++) {
        void *back = NULL;
        all = pthread_join(threads[i], &back) == 0 && back != NULL;
    }
    return all;
}
static bool do_memory(void)
{
    char *block = malloc(200 << 20);
    bool is_there = block != NULL;
    block = realloc(block, 400 << 20);
    is_there = is_there && block != NULL;
    free(block);
    return is_there;
}
static bool do_time(void)
{
    struct timespec time = {0, 1000};
    struct tm parts;
    time_t zero = 0;
    return CALL(SYS_clock_gettime, CLOCK_MONOTONIC, &time) &&
           clock_nanosleep(CLOCK_MONOTONIC, 0, &(struct timespec){0, 1000}, NULL) == 0 &&
           localtime_r(&zero, &parts) != NULL && parts.tm_hour == 0;
}
static bool do_random(void)
{
    char bytes[8];
    return getrandom(bytes, sizeof bytes, 0) == sizeof bytes;
}
static bool do_read_media(void)
{
    char byte;
    struct stat about;
    return read(MEDIA_FD, &byte, 1) == 1 && lseek(MEDIA_FD, 0, SEEK_SET) == 0 &&
           fstat(MEDIA_FD, &about) == 0;
}
static bool do_bell(void)
{
    char byte;
    return send(BELL_FD, "!", 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1 &&
           (recv(BELL_FD, &byte, 1, MSG_DONTWAIT) == 1 || errno == EAGAIN);
}
static int compare(const void *a, const void *b)
{
    return memcmp(a, b, 16);
}
static bool do_sort(void) // which asks how much memory there is
{
    char *items = calloc(4096, 16);
    qsort(items, 4096, 16, compare);
    free(items);
    return true;
}
static bool do_complain(void)
{
    return fputs("nobody reads this\n", stderr) >= 0;
}
static bool do_abort(void)
{
    abort();
}

#define DEED(name)                                                                                 \
    {                                                                                              \
#name, do_##name                                                                           \
    }
static const struct {
    const char *name;
    bool (*run)(void);
} deeds[] = {
    DEED(open),        DEED(openat),         DEED(openat2),
    DEED(write_path),  DEED(make_file),      DEED(reopen),
    DEED(unlink),      DEED(rename),         DEED(stat_path),
    DEED(readlink),    DEED(access),         DEED(ioctl),
    DEED(socket),      DEED(connect),        DEED(sendmsg),
    DEED(recvmsg),     DEED(execve),         DEED(execveat),
    DEED(fork),        DEED(vfork),          DEED(namespace),
    DEED(kill_parent), DEED(tgkill_parent),  DEED(ptrace),
    DEED(read_parent), DEED(raise_limit),    DEED(more_memory),
    DEED(code),        DEED(turn_into_code), DEED(read_bell),
    DEED(write_media), DEED(write_stdout),   DEED(dup),
    DEED(memfd),       DEED(shrink_ring),    DEED(ring_calls),
    DEED(bpf),         DEED(userfault),      DEED(perf),
    DEED(keys),        DEED(mount),          DEED(dumpable),
    DEED(outlive),     DEED(other_filter),   DEED(unknown),
    DEED(threads),     DEED(memory),         DEED(time),
    DEED(random),      DEED(read_media),     DEED(bell),
    DEED(sort),        DEED(complain),       DEED(abort),
};

// Reads nothing and finishes nothing, for ever.
static _Noreturn void spin(void)
{
    for (volatile uint64_t turns = 0;; turns++) {
    }
}

// The hour at which 1970 began, as libav reads a film's creation time: 0 in UTC.
static int first_hour(void)
{
    time_t epoch = 0;
    struct tm local;
    localtime_r(&epoch, &local);
    return local.tm_hour;
}

// Tells whether every limit is what it should be, seen from inside.
static int print_limits(void)
{
    static const int which[] = {RLIMIT_AS, RLIMIT_CORE, RLIMIT_NOFILE, RLIMIT_CPU, RLIMIT_FSIZE};
    struct cage_layer_state state = {0};
    bool holds = cage_limit(&(struct cage_wish){.shared = SHARED, .progress = &progress}, &state);
    for (size_t i = 0; i < sizeof which / sizeof which[0]; i++) {
        struct rlimit limit;
        getrlimit(which[i], &limit);
        printf("%llu %llu\n", (unsigned long long)limit.rlim_cur,
               (unsigned long long)limit.rlim_max);
    }
    return holds ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        return 2;
    }
    parent = getppid();
    path = argv[2];
    if (strcmp(argv[1], "limits") == 0) {
        return print_limits();
    }
    bool asks_zone = strcmp(argv[1], "zone") == 0;
    if (asks_zone) {
        tzset(); // as a library may do before it is caged
    }
    bool is_bare = strncmp(argv[1], "bare-", 5) == 0;
    struct cage cage = {0};
    if (is_bare) {
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (!cage_landlock(&cage.layers[CAGE_LANDLOCK])) {
            return 77;
        }
    } else {
        cage_enter(
            &(struct cage_wish){
                .media_fd = MEDIA_FD, .bell_fd = BELL_FD, .shared = SHARED, .progress = &progress},
            &cage);
        for (int i = 0; i < CAGE_LAYERS; i++) {
            if (!cage.layers[i].holds && i != CAGE_LANDLOCK) {
                return 78;
            }
        }
    }
    if (strcmp(argv[1], "spin") == 0) {
        spin();
    }
    if (asks_zone) {
        return first_hour();
    }
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        if (strcmp(argv[1] + (is_bare ? 5 : 0), deeds[i].name) == 0) {
            errno = 0;
            return deeds[i].run() ? 0 : errno;
        }
    }
    return 2;
}
