// From visits to people.
#include "reach/people.h"

#include <math.h>

// By log1p() and expm1(), which keep their digits where few of many are reached.
double people_reached(double visits, double population, double repeat)
{
    if (population <= 0 || visits <= 0) {
        return 0;
    }
    double ways = visits / population / repeat;
    if (isinf(ways)) {
        return population;
    }
    return -population * expm1(-repeat * log1p(ways));
}

double people_frequency(double visits, double population, double repeat)
{
    double reached = people_reached(visits, population, repeat);
    if (population <= 0) {
        return 0;
    }
    return reached > 0 ? fmax(visits / reached, 1) : 1;
}

double people_union(const double *reached, size_t count, double universe)
{
    double missed = 0; // its logarithm
    for (size_t i = 0; i < count; i++) {
        missed += log1p(-fmin(fmax(reached[i] / universe, 0), 1));
    }
    return -universe * expm1(missed);
}
