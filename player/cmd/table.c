// The table of commands, help and version.
#include "cmd/table.h"

#include "base/str.h"
#include "cmd/exits.h"
#include "cmd/versions.h"

#include <stdio.h>

static const struct command *const commands[] = {
    &command_play,   &command_check,    &command_shot,     &command_record,   &command_card,
    &command_plan,   &command_forecast, &command_report,   &command_simulate, &command_tell,
    &command_log,    &command_wall,     &command_audit,    &command_export,   &command_pack,
    &command_verify, &command_install,  &command_rollback, &command_trust,    &command_update,
    &command_usb,    &command_doctor,
};
enum { COMMANDS = sizeof commands / sizeof commands[0], OPTION_COLUMNS = 22 };

static void print_command(const struct command *command, FILE *out)
{
    fprintf(out, "  xiaolaba %s [OPTIONS]%s%s\n      %s\n", command->name,
            command->operands[0] != '\0' ? " " : "", command->operands, command->summary);
    for (const struct opt *opt = command->options; opt->name != NULL; opt++) {
        char left[64];
        int used = opt->letter != 0 ? snprintf(left, sizeof left, "-%c, ", opt->letter) : 0;
        snprintf(left + used, sizeof left - (size_t)used, "--%s%s%s", opt->name,
                 opt->argument != NULL ? " " : "", opt->argument != NULL ? opt->argument : "");
        fprintf(out, "      %-*s %s\n", OPTION_COLUMNS, left, opt->help);
    }
}

static int print_help(void)
{
    puts(
        "xiaolaba (小喇叭): plays anti-fraud slogans and safety videos, and logs every showing.\n");
    for (size_t i = 0; i < COMMANDS; i++) {
        print_command(commands[i], stdout);
        puts("");
    }
    puts("  xiaolaba help [COMMAND]\n      Shows this, or one command.\n");
    puts("  xiaolaba --version\n      Shows the versions of the program and its libraries.\n");
    puts("Exit codes: 0 fine, 1 findings, 2 usage, 3 cannot start, 4 lost the display.\n"
         "More: man xiaolaba, man 5 xiaolaba-playlist, man 5 xiaolaba-point, man 7 xiaolaba-reach");
    return EXIT_FINE;
}

static const struct command *find(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        if (str_is(commands[i]->name, name)) {
            return commands[i];
        }
    }
    return NULL;
}

static int no_such_command(const char *name)
{
    const char *names[COMMANDS + 1] = {[COMMANDS] = "help"};
    for (size_t i = 0; i < COMMANDS; i++) {
        names[i] = commands[i]->name;
    }
    const char *nearest = str_nearest(name, names, COMMANDS + 1);
    fprintf(stderr, "xiaolaba: there is no command \"%s\"", name);
    fprintf(stderr, nearest != NULL ? "; did you mean \"%s\"?\n" : " (xiaolaba help)\n", nearest);
    return EXIT_USAGE;
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 1; i < argc && !str_is(argv[i], "--"); i++) {
        if (str_is(argv[i], "--help") || str_is(argv[i], "-h")) {
            return true;
        }
    }
    return false;
}

static int run(const struct command *command, int argc, char **argv)
{
    if (wants_help(argc, argv)) {
        print_command(command, stdout);
        return EXIT_FINE;
    }
    struct opts opts;
    int code = EXIT_USAGE;
    if (opts_read(&opts, command, argc, argv)) {
        bool is_too_few = opts.operand_count < command->operands_min;
        bool is_too_many = command->operands_max >= 0 && opts.operand_count > command->operands_max;
        if (is_too_few || is_too_many) {
            if (command->operands_max == 0) {
                opts_complain(&opts, "takes options only");
            } else {
                opts_complain(&opts, is_too_few ? "needs %s" : "takes only %s", command->operands);
            }
        } else {
            code = command->run(&opts);
        }
    }
    opts_fini(&opts);
    return code;
}

int table_run(int argc, char **argv)
{
    if (argc < 2) {
        print_help();
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (str_is(name, "--version") || str_is(name, "-V") || str_is(name, "version")) {
        versions_print();
        return EXIT_FINE;
    }
    if (str_is(name, "help") || str_is(name, "--help") || str_is(name, "-h")) {
        const struct command *command = argc > 2 ? find(argv[2]) : NULL;
        if (argc > 2 && command == NULL) {
            return no_such_command(argv[2]);
        }
        if (command == NULL) {
            return print_help();
        }
        print_command(command, stdout);
        return EXIT_FINE;
    }
    const struct command *command = find(name);
    return command == NULL ? no_such_command(name) : run(command, argc - 1, argv + 1);
}
