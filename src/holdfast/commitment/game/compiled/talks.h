/* One quarter of talks: terms, ratification, and whether both sign. */
#ifndef HOLDFAST_TALKS_H
#define HOLDFAST_TALKS_H
#include "rules.h"

enum { TERMS_SIZE = LEVELS * P * T, PIECES = X - 1 };
static const double SLACK = 1e-12;         /* red lines may be missed by rounding */
static const double AS_NORMAL = 1.7;       /* slope of a logistic curve that is close to the normal one */

typedef struct {
    double deal[WAR_SIZE], terms[TERMS_SIZE], agreed[TERMS_SIZE], works[TERMS_SIZE];
} TalksPolicy;

/* Both sides' gains along the grid of shares, and on each piece the part between the red lines. */
typedef struct {
    double gain[SIDES][ROW + 4], low[ROW], high[ROW];
    double node[ROW]; /* 1 for a share between the red lines */
} Gains;

static void red_lines(const Rules *rules, Gains *to) {
    const Given *g = &rules->given;
    double step = rules->share[1] - rules->share[0];
    FOR(x, ROW) to->low[x] = 0.0, to->high[x] = -1.0;
    FOR(x, PIECES) {
        double low = (g->red_line_challenger - rules->share[x]) / step;
        double high = (g->red_line_target - rules->share[x]) / step;
        int out = low > 1.0 + SLACK || high < -SLACK;
        to->low[x] = between(low, 0.0, 1.0);
        to->high[x] = out ? -1.0 : between(high, 0.0, 1.0);
    }
    FOR(x, X)
        to->node[x] = rules->share[x] >= g->red_line_challenger && rules->share[x] <= g->red_line_target;
}

/* On one piece, the stretch between the red lines on which neither side loses. */
static void stretch(const Gains *gains, int x, double *low, double *high) {
    *low = gains->low[x], *high = gains->high[x];
    FOR(side, SIDES) {
        double start = gains->gain[side][x], slope = gains->gain[side][x + 1] - start;
        if (fabs(slope) < 0x1p-1022) {
            if (start < 0.0) *high = -1.0;
        } else if (slope > 0.0) {
            *low = -start / slope > *low ? -start / slope : *low;
        } else {
            *high = -start / slope < *high ? -start / slope : *high;
        }
    }
}

/* On each piece a bound above the Nash product at equal weights, below zero where somebody loses all
   along; returns the greatest product at a node between the red lines, or zero. */
static double bounds(Gains *gains, double bound[ROW]) {
    const double *mine = gains->gain[0], *theirs = gains->gain[1];
    double product[ROW], best = 0.0;
    EACH(x, ROW) {
        double a = mine[x], b = theirs[x], c = mine[x + 1], d = theirs[x + 1];
        double most = a > c ? a : c, top = b > d ? b : d;
        double worse = a < b ? a : b, under = most < top ? most : top;
        bound[x] = under < 0.0 ? -1.0 : most * top;
        product[x] = worse < 0.0 ? 0.0 : a * b * gains->node[x];
    }
    FOR(x, X) best = product[x] > best ? product[x] : best;
    return best;
}

/* The share with the greatest Nash product, exact on the piecewise linear gains; whether any is. */
static int nash(const Rules *rules, Gains *gains, double *share) {
    double bound[ROW], best = -1e308, lean = rules->given.mediator_lean;
    double step = rules->share[1] - rules->share[0], least = bounds(gains, bound);
    int any = 0;
    if (lean != 0.5) least = 0.0;
    FOR(x, PIECES) if (bound[x] >= least) {
        double low, high;
        stretch(gains, x, &low, &high);
        if (low > high) continue;
        double a = gains->gain[0][x], b = gains->gain[1][x];
        double da = gains->gain[0][x + 1] - a, db = gains->gain[1][x + 1] - b, across = da * db;
        double peak = across < 0.0 ? -(lean * da * b + (1.0 - lean) * db * a) / across
                                   : (lean * da + (1.0 - lean) * db > 0.0 ? 1.0 : 0.0);
        double at = between(peak, low, high);
        double mine = a + at * da, theirs = b + at * db, product = -1e300;
        if (mine > 0.0 && theirs > 0.0)
            product = lean == 0.5 ? mine * theirs : lean * log(mine) + (1.0 - lean) * log(theirs);
        if (product > best) best = product, *share = rules->share[x] + at * step;
        any = 1;
    }
    return any;
}

/* The share between the red lines at which the worse off loses least; the middle of red lines that
   leave no room. */
static double least_loss(const Rules *rules, const Gains *gains) {
    const Given *g = &rules->given;
    if (g->red_line_challenger > g->red_line_target)
        return 0.5 * (g->red_line_challenger + g->red_line_target);
    double best = -1e308, share = rules->share[0], step = rules->share[1] - rules->share[0];
    FOR(x, PIECES) {
        double low = gains->low[x], high = gains->high[x];
        double a = gains->gain[0][x], b = gains->gain[1][x];
        double da = gains->gain[0][x + 1] - a, db = gains->gain[1][x + 1] - b;
        double meet = (b - a) / (da == db ? 1.0 : da - db);
        double spots[3] = {low, between(meet, low, high > low ? high : low), high};
        if (high < low) continue;
        FOR(i, 3) {
            double one = a + spots[i] * da, two = b + spots[i] * db;
            double worse = one < two ? one : two;
            if (worse > best) best = worse, share = rules->share[x] + spots[i] * step;
        }
    }
    return share;
}

static double counted(double gain) {
    double root = sqrt(gain * gain + 4.0);
    return gain < 0.0 ? log(2.0 / (root - gain)) : log((gain + root) / 2.0);
}

/* A mean weighted by a smooth Nash product; it takes all for agreed. */
static double smooth(const Rules *rules, const Gains *gains) {
    const Given *g = &rules->given;
    double product[X], most = -1e308, total = 0.0, mean = 0.0, lean = g->mediator_lean;
    FOR(x, X) {
        double share = rules->share[x];
        int in = share >= g->red_line_challenger - SLACK && share <= g->red_line_target + SLACK;
        product[x] = -1e308;
        if (in) product[x] = g->terms_sharpness *
                (lean * counted(g->precision_settlement * gains->gain[0][x]) +
                 (1.0 - lean) * counted(g->precision_settlement * gains->gain[1][x]));
        most = product[x] > most ? product[x] : most;
    }
    FOR(x, X) {
        double weight = exp(product[x] - most);
        total += weight, mean += weight * rules->share[x];
    }
    return mean / total;
}

/* Terms, whether they are agreed, and what a settlement on them is worth to both sides. */
static void reach_terms(const Rules *rules, Gains *gains, const double *const stay[SIDES],
                        const double fallback[SIDES], int where, int told, double out[4]) {
    double share = rules->share[0], step = rules->share[1] - rules->share[0];
    int agreed = 1;
    FOR(side, SIDES) EACH(x, ROW) gains->gain[side][x] = stay[side][where + x] - fallback[side];
    if (rules->given.smooth_terms != 0.0) share = smooth(rules, gains);
    else agreed = nash(rules, gains, &share);
    if (!agreed && told) share = least_loss(rules, gains);
    int low = (int)((share - rules->share[0]) / step);
    low = low > X - 2 ? X - 2 : low < 0 ? 0 : low;
    double weight = (share - rules->share[0]) / step - low;
    out[0] = share, out[1] = agreed;
    FOR(side, SIDES)
        out[2 + side] = read_at(stay[side] + where, (Reading){low, weight}, 1);
}

static double ratified(const Given *g, double share, int support) {
    if (g->ratification == 0.0) return 1.0;
    double eased = g->ratify_guarantee * g->strength[support];
    double distance = (1.0 - share - g->ratify_share + eased) / g->ratify_spread;
    return 1.0 / (1.0 + exp(-AS_NORMAL * distance));
}

/* Both sign or not, at one level and power; `signed_` is what the terms are worth, T values a side. */
static void sign(const Rules *rules, double *const war[SIDES], double *const values[SIDES],
                 double signed_[SIDES][WAR_BLOCK], const double works[WAR_BLOCK], int level, int p,
                 TalksPolicy *policy) {
    const Given *g = &rules->given;
    double left = 1.0 - g->calm, now = 1.0 - g->patience, decided = g->decided * left;
    double enjoyed = rules->enjoyed[p], power = rules->power[p];
    double later = g->patience * (1.0 - decided), won = g->patience * decided;
    double base_a = now * (enjoyed - g->cost_challenger * left) + won * power;
    double base_t =
        now * (1.0 - enjoyed - rules->suffered[level % DOMESTIC] * left) + won * (1.0 - power);
    double precision = g->precision_settlement, base = rules->base.accept;
    FOR(dropped, DROPPED) {
        int where = ((dropped * LEVELS + level) * P + p) * WAR_BLOCK;
        const double *restrict war_a = war[0] + where, *restrict war_t = war[1] + where;
        double *restrict to_a = values[0] + where, *restrict to_t = values[1] + where;
        double deals[WAR_BLOCK];
        EACH(i, WAR_BLOCK) {
            double a = signed_[0][i] - war_a[i], b = signed_[1][i] - war_t[i];
            double deal = works[i] * chosen(precision * a + base) * chosen(precision * b + base);
            to_a[i] = base_a + later * (war_a[i] + rules->willing_row[i] * deal * a);
            to_t[i] = base_t + later * (war_t[i] + deal * b);
            deals[i] = deal;
        }
        if (policy) memcpy(policy->deal + where, deals, sizeof deals);
    }
}

/* From what war is worth after the quarter, and a settlement once support has moved. */
static void talks_quarter(const Rules *rules, double *const war[SIDES],
                          const double *const stay[SIDES], double *const values[SIDES],
                          TalksPolicy *policy) {
    const Given *g = &rules->given;
    double at_terms[SIDES][WAR_BLOCK] = {{0}}, works[WAR_BLOCK] = {0}, found[4];
    Gains gains = {0};
    red_lines(rules, &gains);
    FOR(level, LEVELS) FOR(p, P) {
        int open = ((LEVELS + level) * P + p) * WAR_BLOCK + LAST_W;
        FOR(t, T) {
            double fallback[SIDES] = {war[0][open + t], war[1][open + t]};
            int where = (level * P + p) * PEACE_BLOCK + t * X, at = (level * P + p) * T + t;
            reach_terms(rules, &gains, stay, fallback, where, policy != NULL, found);
            double works_here = 0.0;
            if (found[1] != 0.0) works_here = g->mediation * ratified(g, found[0], level / DOMESTIC);
            FOR(w, W) {
                at_terms[0][w * T + t] = found[2], at_terms[1][w * T + t] = found[3];
                works[w * T + t] = works_here;
            }
            if (policy) policy->terms[at] = found[0], policy->agreed[at] = found[1];
            if (policy) policy->works[at] = works_here;
        }
        sign(rules, war, values, at_terms, works, level, p, policy);
    }
}

#endif
