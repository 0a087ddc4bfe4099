// What a running program and everything it started cost: CPU time and memory, read from outside.
// Linux only. Thread: any.
#pragma once

#include <stdint.h>
#include <sys/types.h>

// CPU time of `pid` so far, all its threads, those that ended too. Units: ns. 0: there is no such
// process.
int64_t process_cpu_ns(pid_t pid);

// The same of the processes below `pid`: those that live, and those that ended and were waited for.
int64_t process_children_cpu_ns(pid_t pid);

// Proportional set size of `pid` and of all processes below it. Units: KiB.
int64_t process_tree_pss_kib(pid_t pid);
