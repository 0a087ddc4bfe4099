// xiaolaba: hands the command line to the table of commands.
#include "cmd/table.h"

int main(int argc, char **argv)
{
    return table_run(argc, argv);
}
