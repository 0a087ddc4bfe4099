// The service's user: its groups, and being it.
#include "cmd/doctor.h"

#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { GROUPS_MOST = 64 };

static bool holds(const gid_t *list, int count, gid_t group)
{
    for (int i = 0; i < count; i++) {
        if (list[i] == group) {
            return true;
        }
    }
    return false;
}

// A service may be given groups that its user is not in.
static int add_service_groups(gid_t *out, int count, int most)
{
    char *const argv[] = {(char[]){"systemctl"},    (char[]){"show"},
                          (char[]){"--value"},      (char[]){"--property=SupplementaryGroups"},
                          (char[]){DOCTOR_SERVICE}, NULL};
    struct str names = {0};
    if (doctor_ask(argv, &names) && names.length > 0) {
        char *rest = NULL;
        for (char *name = strtok_r(names.text, " \n", &rest); name != NULL && count < most;
             name = strtok_r(NULL, " \n", &rest)) {
            const struct group *group = getgrnam(name);
            if (group != NULL && !holds(out, count, group->gr_gid)) {
                out[count++] = group->gr_gid;
            }
        }
    }
    str_fini(&names);
    return count;
}

int doctor_user_groups(const struct doctor *self, gid_t *out, int most)
{
    int count = most;
    if (getgrouplist(DOCTOR_USER, self->group, out, &count) < 0) {
        count = most; // as many as there is room for
    }
    return add_service_groups(out, count, most);
}

void doctor_become_user(const struct doctor *self)
{
    if (!self->plays_there) {
        return;
    }
    gid_t groups[GROUPS_MOST];
    int count = doctor_user_groups(self, groups, GROUPS_MOST);
    if (setgroups((size_t)count, groups) != 0 || setgid(self->group) != 0 ||
        setuid(self->user) != 0) {
        _exit(EXIT_FAILURE); // what root may do says nothing about the service
    }
}
