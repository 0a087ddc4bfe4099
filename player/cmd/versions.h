// What `xiaolaba --version` says.
#pragma once

// The program's version, and those of the libraries it runs with, one a line.
void versions_print(void);
