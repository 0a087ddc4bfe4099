// Installed content.
#include "cmd/doctor.h"

#include "base/file.h"
#include "base/mem.h"

#include <stdlib.h>
#include <sys/stat.h>

// What lies in the state's content folder. Signatures, keys, fleet and expiry are not looked at
// here: who installs content reads them.
void doctor_content(const struct doctor *self, struct findings *out)
{
    char *folder = file_join(self->state, "content");
    char *current = file_join(folder, "current");
    char *previous = file_join(folder, "previous");
    struct stat about;
    if (stat(folder, &about) != 0) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "content.none",
                                   .chinese = "没有安装签名内容",
                                   .english = "no content is installed"});
    } else if (stat(current, &about) == 0) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "content.current",
                                   .chinese = stat(previous, &about) == 0 ? "已安装，有上一版可退"
                                                                          : "已安装",
                                   .english = "content is installed"});
    } else {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "content.lost",
                                   .chinese = "内容文件夹里没有当前版本",
                                   .english = "the content folder holds no current version"});
    }
    free(previous);
    free(current);
    free(folder);
}
