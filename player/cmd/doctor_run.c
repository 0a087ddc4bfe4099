// Probes in processes of their own.
//
// A driver that hangs cannot be asked to stop: a probe runs in a child that leads a group of
// processes, sends each finding as soon as it has it, and is killed with its group when its time is
// over. A child that not even that ends (it sleeps in the kernel) is left behind; the page is
// printed all the same.
#include "cmd/doctor.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TICK_MS = 20, GRACE_MS = 500 };

extern char **environ;

struct patient {
    pid_t pid;       // 0: could not be started, or has ended
    int fd;          // −1: closed
    struct str said; // the beginning of a finding that has not come whole
    int64_t until_us;
    bool has_timed_out;
    int status; // of waitpid(), once it has ended
    struct findings found;
};

static void ignore_line(void *self, enum log_level level, const char *line)
{
    (void)self;
    (void)level;
    (void)line;
}

static void __attribute__((noreturn))
be_probe(const struct doctor *self, const struct probe *probe, int fd)
{
    setpgid(0, 0);
    // Its end is ours: nobody is left to read it otherwise.
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int i = 0; nothing >= 0 && i <= STDERR_FILENO; i++) {
        dup2(nothing, i);
    }
    log_set_sink(ignore_line, NULL);
    if (!probe->wants_rights) {
        doctor_become_user(self);
    }
    struct findings out = {.section = probe->section, .fd = fd, .is_sending = true};
    probe->run(self, &out);
    _exit(0);
}

static int64_t now_us(void)
{
    struct clock *clock = clock_system();
    return clock->now_mono(clock).us;
}

static void start(struct patient *patient, const struct doctor *self, const struct probe *probe)
{
    int ends[2];
    *patient = (struct patient){.fd = -1, .found = {.section = probe->section}};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return;
    }
    patient->pid = fork();
    if (patient->pid == 0) {
        be_probe(self, probe, ends[1]);
    }
    close(ends[1]);
    if (patient->pid < 0) {
        close(ends[0]);
        patient->pid = 0;
        return;
    }
    setpgid(patient->pid, patient->pid);
    patient->fd = ends[0];
    patient->until_us = now_us() + INT64_C(1000) * probe->limit_ms;
}

static void read_findings(struct patient *patient)
{
    char room[4096];
    ssize_t got = read(patient->fd, room, sizeof room);
    if (got > 0) {
        str_add_bytes(&patient->said, room, (size_t)got);
        findings_receive(&patient->found, &patient->said);
    } else {
        close(patient->fd);
        patient->fd = -1;
    }
}

// Looks whether it has ended; ends it when its time is over. False: there is nothing to wait for.
static bool tend(struct patient *patient)
{
    if (patient->pid == 0) {
        return false;
    }
    if (patient->fd < 0 && waitpid(patient->pid, &patient->status, WNOHANG) == patient->pid) {
        kill(-patient->pid, SIGKILL); // whatever it started and did not end
        patient->pid = 0;
        return false;
    }
    int64_t over_us = now_us() - patient->until_us;
    if (over_us >= 0 && !patient->has_timed_out) {
        patient->has_timed_out = true;
        kill(-patient->pid, SIGKILL);
    }
    return over_us < INT64_C(1000) * GRACE_MS;
}

static void wait_for_all(struct patient *patients, size_t count)
{
    struct pollfd *doors = mem_zeroed(count, sizeof *doors);
    bool is_anybody_there = true;
    while (is_anybody_there) {
        for (size_t i = 0; i < count; i++) {
            doors[i] = (struct pollfd){.fd = patients[i].fd, .events = POLLIN};
        }
        poll(doors, count, TICK_MS);
        is_anybody_there = false;
        for (size_t i = 0; i < count; i++) {
            if (patients[i].fd >= 0 && doors[i].revents != 0) {
                read_findings(&patients[i]);
            }
            is_anybody_there = tend(&patients[i]) || is_anybody_there;
        }
    }
    free(doors);
}

// What the probe itself could not say any more.
static void tell_end(const struct probe *probe, struct patient *patient)
{
    struct told told = {0};
    const char *end = patient->has_timed_out ? "late" : "broken";
    if (patient->has_timed_out) {
        told.chinese = "没有回应，不再等";
        told.english = "did not answer in time";
        told.fact = mem_format("%d s", probe->limit_ms / 1000);
    } else if (patient->status != 0) {
        bool is_signal = WIFSIGNALED(patient->status);
        int number = is_signal ? WTERMSIG(patient->status) : WEXITSTATUS(patient->status);
        told.chinese = "检查程序中断";
        told.english = "the probe broke off";
        told.fact = mem_format("%s %d", is_signal ? "signal" : "exit", number);
    } else if (patient->until_us == 0) {
        told.chinese = "无法启动检查程序";
        told.english = "no process can be started";
    } else {
        return;
    }
    char *id = mem_format("%s.%s", probe->section, end);
    told.id = id;
    findings_add(&patient->found, FINDING_WRONG, told);
    free(id);
}

static void take_over(struct findings *out, struct findings *from)
{
    for (size_t i = 0; i < from->count; i++) {
        out->each = MEM_GROW(out->each, out->count, out->capacity);
        out->each[out->count++] = from->each[i];
    }
    free(from->each);
    *from = (struct findings){0};
}

void doctor_run(const struct doctor *self, const struct probe *probes, size_t count,
                struct findings *out)
{
    struct patient *patients = mem_zeroed(count, sizeof *patients);
    for (size_t i = 0; i < count; i++) {
        start(&patients[i], self, &probes[i]);
    }
    wait_for_all(patients, count);
    for (size_t i = 0; i < count; i++) {
        struct patient *patient = &patients[i];
        if (patient->fd >= 0) {
            close(patient->fd);
        }
        tell_end(&probes[i], patient);
        take_over(out, &patient->found);
        str_fini(&patient->said);
    }
    free(patients);
}

bool doctor_ask(char *const argv[], struct str *out)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    pid_t pid = 0;
    int result = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    char room[1024];
    for (ssize_t got; result == 0 && (got = read(ends[0], room, sizeof room)) > 0;) {
        str_add_bytes(out, room, (size_t)got);
    }
    close(ends[0]);
    int status = -1;
    return result == 0 && waitpid(pid, &status, 0) == pid && status == 0;
}
