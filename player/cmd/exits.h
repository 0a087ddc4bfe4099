// What the program's exit codes mean; the same for every command.
#pragma once

enum exit_code {
    EXIT_FINE = 0,
    EXIT_FINDINGS = 1,     // findings, or a negative answer
    EXIT_USAGE = 2,        // the command line was not understood
    EXIT_CANNOT_START = 3, // a file or the display is missing
    EXIT_LOST_DEVICE = 4,  // the display went away: a supervisor should start the player again
};
