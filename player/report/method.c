// The method, in short.
#include "report/method.h"

#include "report/outreach.h"

static const char text[] =
    "方法版本 " OUTREACH_METHOD "\n"
    "\n"
    "播放：一个节目在一个区域里真正显示过一次。时长按实际送到屏幕的画面计，不按计划计。\n"
    "时钟不是宣传内容，不列入。\n"
    "完整播放：显示时长不少于计划时长减 0.5 秒。\n"
    "时间待核：当时的时钟不可信，事后也无法由同一次开机推算的播放。只列出，不计入。\n"
    "曝光人次：估计有机会看到播放（至少 1 秒）的人次，逐次相加。\n"
    "触达人次：估计至少完整看到一次的到访人次；同一次到访看到几次只计一次。\n"
    "估计触达人数：由触达人次按负二项模型推算的不同的人；人口不详时不给出。\n"
    "以上三项都是模型估计的“有机会看到”，不等于看了，更不等于学会。各附等级，后两项附 95 % 区间。\n"
    "等级：A 计数器实测，B 现场调查，C 人工估计。\n"
    "各类合计不等于总数，因为同一次到访会看到几类内容。没有上报的屏幕不做任何推算。\n"
    "\n"
    "Method " OUTREACH_METHOD "\n"
    "\n"
    "Arrivals are Poisson with rate λ(t); stays D are independent, S(x) = P(D > x),\n"
    "H(x) = ∫ S from x on. A play is [a, b) with threshold τ: 1 s for impressions, the whole\n"
    "item (or what the point says is enough) for a full exposure. Who arrives at t is exposed\n"
    "if t ≤ b − τ and D ≥ max(a − t, 0) + τ. Each civil day stands by itself.\n"
    "Impressions: the sum over plays of ∫ λ S(max(a − t, 0) + τ) dt.\n"
    "Visits with at least k full exposures: V_k = ∫ λ S(the k-th least of max(a_j − t, 0) + τ_j)\n"
    "dt over the plays j that can still be seen; Σ V_k = Σ impressions for one τ.\n"
    "People: R = U [1 − (1 + x/r)^−r], x = visits/U, r = 1 unless the point says otherwise.\n"
    "95 % interval: V exp(±1.96 sd/V), sd² = V + (c V)² + (s ∂V/∂m)², c the relative deviation\n"
    "of arrivals and s that of the mean stay; over screens, squares add up.\n"
    "Nothing here is a measurement of an audience.\n";

const char *method_text(void)
{
    return text;
}
