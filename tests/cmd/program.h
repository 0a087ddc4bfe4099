// The program as a user has it: started in an empty folder. What a run left behind is in `said`.
#pragma once

struct said {
    int code;
    char *out;
    char *err;
    long peak_kib; // memory
};
extern struct said said;
extern char *folder;

// Makes the folder, and keeps the program's own files in it.
int folder_set_up(void);
int folder_tear_down(void);

// Runs `xiaolaba <line>`; words are separated by blanks, none is quoted. Returns its exit code.
int run(const char *line);

void assert_says(const char *text, const char *wanted);
void write_text(const char *name, const char *text);
