/* Everything about one game that stays the same from quarter to quarter. */
#ifndef HOLDFAST_RULES_H
#define HOLDFAST_RULES_H
#include "grid.h"

/* Linear interpolation, clamped at the grid's ends: `low` is the node below. */
typedef struct {
    int low;
    double weight;
} Reading;

/* A ladder of support and one of support at home, which move apart, and the two joined. */
typedef struct {
    double support[SUPPORT][SUPPORT], domestic[DOMESTIC][DOMESTIC], joined[LEVELS][LEVELS];
} Chain;

typedef struct {
    Given given;
    double power[P], trust[T], willingness[W], share[X];
    Chain war[DROPPED], peace, honoured, broken;
    Reading drifted[P], crept[P], struck[2][P], attacked[2][2][P], up[P], down[P], won[P], lost[P];
    Reading quiet[T], alarm[T], attack[T], refused[W], offered[W];
    double surprise[2], enjoyed[P], suffered[DOMESTIC];
    double flow[SIDES][DOMESTIC][P]; /* of war, the chance of a decision included */
    struct { /* log odds of the base rates; those of a probe and an attack against complying */
        double probe, attack, strike, offer, answer, accept, escalate;
    } base;
    double trust_row[PEACE_BLOCK], share_row[PEACE_BLOCK], willing_row[WAR_BLOCK];
} Rules;

static void spaced(double *grid, int points, double low, double high) {
    double step = (high - low) / (points - 1);
    FOR(i, points) grid[i] = low + i * step;
    grid[points - 1] = high;
}

static Reading reading(const double *grid, int points, double at) {
    at = between(at, grid[0], grid[points - 1]);
    int low = (int)((at - grid[0]) / (grid[1] - grid[0]));
    low = low > points - 2 ? points - 2 : low < 0 ? 0 : low; /* whatever came in */
    while (low < points - 2 && grid[low + 1] <= at) low++;
    while (low > 0 && grid[low] > at) low--;
    return (Reading){low, (at - grid[low]) / (grid[low + 1] - grid[low])};
}

/* Support (three levels) moves a level at a time; support at home (two) as well. */
static void chain(Chain *to, double down, double up, double fall, double rise) {
    double support[SUPPORT][SUPPORT] = {
        {1.0 - up, up, 0.0}, {down, 1.0 - down - up, up}, {0.0, down, 1.0 - down}};
    double domestic[DOMESTIC][DOMESTIC] = {{1.0 - rise, rise}, {fall, 1.0 - fall}};
    memcpy(to->support, support, sizeof support), memcpy(to->domestic, domestic, sizeof domestic);
    FOR(i, LEVELS) FOR(j, LEVELS)
        to->joined[i][j] = support[i / DOMESTIC][j / DOMESTIC] * domestic[i % DOMESTIC][j % DOMESTIC];
}

static void chains(Rules *rules) {
    const Given *g = &rules->given;
    FOR(dropped, DROPPED) {
        double lever = 1.0 - dropped;
        chain(&rules->war[dropped], g->support_down, g->support_up + lever * g->support_leverage,
              g->domestic_down, g->domestic_up + lever * g->domestic_leverage);
    }
    chain(&rules->peace, g->support_decay, 0.01, 0.03, 0.10);
    chain(&rules->honoured, 0.0, 0.5, 0.05, 0.2);
    chain(&rules->broken, 0.5, 0.0, 0.2, 0.05);
}

/* T's belief after a signal with these likelihoods; one that neither type gives leaves no trust. */
static void believed(Rules *rules, Reading *to, double keeper, double opportunist) {
    double renewed = rules->given.belief_turnover, restored = rules->given.belief_restored;
    FOR(t, T) {
        double kept = rules->trust[t] * keeper;
        double both = kept + (1.0 - rules->trust[t]) * opportunist;
        double after = both > 0.0 ? kept / both : 0.0;
        to[t] = reading(rules->trust, T, (1.0 - renewed) * after + renewed * restored);
    }
}

static void beliefs(Rules *rules) {
    const Given *g = &rules->given;
    double slips = g->accident_probe, opens = g->accident_attack, fa = g->false_alarm;
    double probes = g->read_probe, attacks = g->read_attack, seen = g->detection;
    double quiet = 1.0 - slips - opens, other = 1.0 - probes - attacks;
    believed(rules, rules->quiet, quiet * (1.0 - fa) + slips * (1.0 - seen),
             other * (1.0 - fa) + probes * (1.0 - seen));
    believed(rules, rules->alarm, quiet * fa + slips * seen, other * fa + probes * seen);
    believed(rules, rules->attack, opens, attacks);
    FOR(w, W) {
        double at = rules->willingness[w];
        double refusal = at * g->refusal_odds, offer = at * g->offer_odds;
        rules->refused[w] = reading(rules->willingness, W, refusal / (refusal + 1.0 - at));
        rules->offered[w] = reading(rules->willingness, W, offer / (offer + 1.0 - at));
    }
}

static double settled_power(const Given *g, double power) {
    double ceiling = power > g->power_ceiling ? power : g->power_ceiling;
    double armed = power + g->rearming;
    return (armed < ceiling ? armed : ceiling) - g->aid;
}

static void powers(Rules *rules) {
    const Given *g = &rules->given;
    const double *power = rules->power;
    double warned[2] = {g->first_strike * (1.0 - g->warning), g->first_strike};
    rules->surprise[0] = g->detection, rules->surprise[1] = 1.0 - g->detection;
    FOR(p, P) {
        double at = power[p], armed = settled_power(g, at), hit = at - g->first_strike_target;
        rules->drifted[p] = reading(power, P, armed);
        rules->crept[p] = reading(power, P, armed + g->probe_power);
        rules->struck[0][p] = reading(power, P, hit - g->honoured_force);
        rules->struck[1][p] = reading(power, P, hit);
        FOR(i, 2) {
            rules->attacked[i][0][p] = reading(power, P, at + warned[i] - g->honoured_force);
            rules->attacked[i][1][p] = reading(power, P, at + warned[i]);
        }
        rules->up[p] = reading(power, P, at + g->escalation_shift);
        rules->down[p] = reading(power, P, at - g->escalation_shift);
        rules->won[p] = reading(power, P, at + g->battle_step);
        rules->lost[p] = reading(power, P, at - g->battle_step);
    }
}

static void flows(Rules *rules) {
    const Given *g = &rules->given;
    double now = 1.0 - g->patience, later = g->patience * g->decided;
    FOR(e, DOMESTIC)
        rules->suffered[e] = g->cost_target * (1.0 + g->weariness * (DOMESTIC - 1 - e));
    FOR(p, P) {
        double at = rules->power[p], enjoyed = g->line_follows_power != 0.0 ? at : g->line;
        rules->enjoyed[p] = enjoyed;
        FOR(e, DOMESTIC) {
            rules->flow[0][e][p] = now * (enjoyed - g->cost_challenger) + later * at;
            rules->flow[1][e][p] =
                now * (1.0 - enjoyed - rules->suffered[e]) + later * (1.0 - at);
        }
    }
}

static void set_rules(Rules *rules, const Given *given) {
    memset(rules, 0, sizeof *rules);
    rules->given = *given;
    double low = given->line, high = given->line, wider;
    low = given->red_line_challenger < low ? given->red_line_challenger : low;
    low = given->red_line_target < low ? given->red_line_target : low;
    high = given->red_line_challenger > high ? given->red_line_challenger : high;
    high = given->red_line_target > high ? given->red_line_target : high;
    wider = high - low < 1e-3 ? (1e-3 - (high - low)) / 2.0 : 0.0;
    spaced(rules->power, P, 0.02, 0.98);
    spaced(rules->trust, T, 0.0, 1.0);
    spaced(rules->willingness, W, 0.0, 1.0);
    spaced(rules->share, X, low - wider, high + wider);
    double complies = log(1.0 - given->base_probe - given->base_attack);
    rules->base.probe = log(given->base_probe) - complies;
    rules->base.attack = log(given->base_attack) - complies;
    rules->base.strike = log_odds(given->base_strike);
    rules->base.offer = log_odds(given->base_offer);
    rules->base.answer = log_odds(given->base_answer);
    rules->base.accept = log_odds(given->base_accept);
    rules->base.escalate = log_odds(given->base_escalate);
    chains(rules);
    beliefs(rules);
    powers(rules);
    flows(rules);
    FOR(t, T) FOR(x, X) {
        rules->trust_row[t * X + x] = rules->trust[t];
        rules->share_row[t * X + x] = rules->share[x];
    }
    FOR(w, W) FOR(t, T) rules->willing_row[w * T + t] = rules->willingness[w];
}

/* to = what is expected of each level before it moves; one block of `size` a level. */
static inline void expected(double *restrict to, const Chain *by, const double *restrict values,
                            int size) {
    const double(*s)[SUPPORT] = by->support, (*d)[DOMESTIC] = by->domestic;
    EACH(i, size) {
        const double *v = values + i;
        double low = v[0], high = v[size], middling = v[2 * size], good = v[3 * size];
        double best = v[4 * size], top = v[5 * size];
        double l = d[0][0] * low + d[0][1] * high, h = d[1][0] * low + d[1][1] * high;
        double m = d[0][0] * middling + d[0][1] * good, g = d[1][0] * middling + d[1][1] * good;
        double b = d[0][0] * best + d[0][1] * top, t = d[1][0] * best + d[1][1] * top;
        to[i] = s[0][0] * l + s[0][1] * m, to[i + size] = s[0][0] * h + s[0][1] * g;
        to[i + 2 * size] = s[1][0] * l + s[1][1] * m + s[1][2] * b;
        to[i + 3 * size] = s[1][0] * h + s[1][1] * g + s[1][2] * t;
        to[i + 4 * size] = s[2][1] * m + s[2][2] * b, to[i + 5 * size] = s[2][1] * g + s[2][2] * t;
    }
}

/* to = mass that moves to a level; the adjoint of `expected`. */
static inline void gathered(double *restrict to, const Chain *by, const double *restrict mass,
                            int level, int size) {
    memset(to, 0, sizeof(double) * size);
    FOR(before, LEVELS) {
        double chance = by->joined[before][level];
        const double *restrict from = mass + before * size;
        if (chance != 0.0) EACH(i, size) to[i] += chance * from[i];
    }
}

static inline double read_at(const double *values, Reading at, int stride) {
    double low = values[at.low * stride], high = values[(at.low + 1) * stride];
    return low + at.weight * (high - low);
}

#endif
