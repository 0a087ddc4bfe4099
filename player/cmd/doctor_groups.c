// Whether those who play may touch the devices: their groups.
#include "cmd/doctor.h"

#include "base/mem.h"

#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

enum { GROUPS_MOST = 64 };

// Which device each stands for. Source: Debian, udev's 50-udev-default.rules.
static const char *const wanted[] = {"video", "render", "input", "audio"};
enum { WANTED = sizeof wanted / sizeof wanted[0] };

static bool is_in(const gid_t *groups, int count, gid_t group)
{
    for (int i = 0; i < count; i++) {
        if (groups[i] == group) {
            return true;
        }
    }
    return false;
}

// "video,render": what is lacking of what the system has.
static void add_lacking(struct str *out, const gid_t *groups, int count)
{
    for (size_t i = 0; i < WANTED; i++) {
        const struct group *group = getgrnam(wanted[i]);
        if (group != NULL && !is_in(groups, count, group->gr_gid)) {
            str_addf(out, "%s%s", out->length > 0 ? "," : "", wanted[i]);
        }
    }
}

static void tell(const char *user, const gid_t *groups, int count, bool is_needed,
                 struct findings *out)
{
    struct str lacking = {0};
    add_lacking(&lacking, groups, count);
    const char *names = str_text(&lacking);
    if (lacking.length == 0) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "groups.member",
                                   .chinese = "可用显卡、输入、声音设备",
                                   .english = "may use all devices",
                                   .fact = mem_copy(user)});
    } else if (!is_needed) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "groups.desktop",
                                   .chinese = "组不全，桌面下不需要",
                                   .english = "not in all groups, which a desktop needs not",
                                   .fact = mem_format("%s, %s", user, names)});
    } else {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "groups.lacking",
                                   .chinese = "缺少组",
                                   .english = "is not in",
                                   .fact = mem_format("%s, %s", user, names),
                                   .mend = mem_format("sudo usermod -aG %s %s", names, user)});
    }
    str_fini(&lacking);
}

static void tell_asker(const struct doctor *self, struct findings *out)
{
    gid_t groups[GROUPS_MOST];
    int count = getgroups(GROUPS_MOST, groups);
    const struct passwd *about = getpwuid(getuid());
    tell(about != NULL ? about->pw_name : "$USER", groups, count > 0 ? count : 0,
         !self->is_desktop && !self->has_user, out);
}

void doctor_groups(const struct doctor *self, struct findings *out)
{
    if (self->has_user) {
        gid_t groups[GROUPS_MOST];
        int count = doctor_user_groups(self, groups, GROUPS_MOST);
        tell(DOCTOR_USER, groups, count, true, out);
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "groups.no-user",
                                   .chinese = "没有用户 " DOCTOR_USER "：由当前用户播放",
                                   .english = "no user " DOCTOR_USER ": whoever starts it plays"});
    }
    if (!self->is_root) {
        tell_asker(self, out);
    }
}
