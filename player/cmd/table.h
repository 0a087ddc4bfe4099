// The commands of the program: what `xiaolaba help` prints and what argv is handed to.
#pragma once

#include "cmd/opts.h"

struct command {
    const char *name;
    const char *operands; // "PLAYLIST…"; "" for none
    const char *summary;
    const struct opt *options; // ends with a row without a name
    int (*run)(const struct opts *opts);
    int operands_min, operands_max; // max −1: any number
};

// Runs the program; returns its exit code (cmd/exits.h).
int table_run(int argc, char **argv);

extern const struct command command_play;
extern const struct command command_check;
extern const struct command command_shot;
extern const struct command command_record;
extern const struct command command_plan;
extern const struct command command_forecast;
extern const struct command command_report;
extern const struct command command_simulate;
extern const struct command command_log;
extern const struct command command_tell;
extern const struct command command_wall;
extern const struct command command_audit;
extern const struct command command_export;
extern const struct command command_pack;
extern const struct command command_verify;
extern const struct command command_install;
extern const struct command command_rollback;
extern const struct command command_trust;
extern const struct command command_update;
extern const struct command command_usb;
extern const struct command command_doctor;
extern const struct command command_card;
