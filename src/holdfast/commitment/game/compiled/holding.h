/* How long settlements are kept, on the exact path of power. */
#ifndef HOLDFAST_HOLDING_H
#define HOLDFAST_HOLDING_H
#include "solve.h"

typedef double Followed[2][LEVELS][T]; /* promise-keepers first */

/* One settlement that is followed: its mass, A's power, and its terms on the grid of shares. */
typedef struct {
    Followed mass;
    double power;
    Reading share;
} Path;

static double total(Followed mass) {
    double sum = 0.0;
    FOR(kind, 2) FOR(level, LEVELS) FOR(t, T) sum += mass[kind][level][t];
    return sum;
}

static double policy_at(const double *policy, Reading power, Reading share, int level, int t) {
    const double *low = policy + (level * P + power.low) * PEACE_BLOCK + t * X;
    double here = read_at(low, share, 1), there = read_at(low + PEACE_BLOCK, share, 1);
    return here + power.weight * (there - here);
}

/* A quarter of one path; returns the mass that A breaks open, and the rest that goes is T's doing. */
static double follow(const Rules *rules, const PeacePolicy *policy, Path *path) {
    const Given *g = &rules->given;
    double slips = g->accident_probe * g->violations, opens = g->accident_attack * g->violations;
    double before = total(path->mass), hidden = 0.0, attacked = 0.0;
    Followed probing, complying, quiet = {{{0}}}, alarm = {{{0}}}, left;
    Reading at = reading(rules->power, P, path->power);
    FOR(kind, 2) FOR(level, LEVELS) FOR(t, T) {
        double mass = path->mass[kind][level][t];
        double probe = kind ? policy_at(policy->probe, at, path->share, level, t) : slips;
        double attack = kind ? policy_at(policy->attack, at, path->share, level, t) : opens;
        probing[kind][level][t] = mass * probe;
        complying[kind][level][t] = mass - mass * probe - mass * attack;
        hidden += (1.0 - g->detection) * mass * probe, attacked += mass * attack;
    }
    path->power = settled_power(g, path->power);
    path->power += before > 0.0 ? g->probe_power * hidden / before : 0.0;
    at = reading(rules->power, P, path->power);
    FOR(kind, 2) FOR(level, LEVELS) FOR(t, T) {
        double kept = complying[kind][level][t], probed = probing[kind][level][t];
        double calm = (1.0 - g->false_alarm) * kept + (1.0 - g->detection) * probed;
        double loud = g->false_alarm * kept + g->detection * probed;
        Reading q = rules->quiet[t], a = rules->alarm[t];
        quiet[kind][level][q.low] += (1.0 - q.weight) * calm;
        quiet[kind][level][q.low + 1] += q.weight * calm;
        alarm[kind][level][a.low] += (1.0 - a.weight) * loud;
        alarm[kind][level][a.low + 1] += a.weight * loud;
    }
    FOR(level, LEVELS) FOR(t, T) {
        double calm = policy_at(policy->strike_quiet, at, path->share, level, t);
        double tense = policy_at(policy->strike_alarm, at, path->share, level, t);
        double stays = g->answered + (1.0 - g->answered) * (1.0 - tense);
        FOR(kind, 2)
            left[kind][level][t] =
                quiet[kind][level][t] * (1.0 - calm) + alarm[kind][level][t] * stays;
    }
    FOR(kind, 2) FOR(level, LEVELS) gathered(path->mass[kind][level], &rules->peace, left[kind][0], level, T);
    return attacked;
}

/* How much is still kept, and has been broken by an attack of A's, after each quarter. */
static void hold(const Rules *rules, const PeacePolicy *policy, Path *path, int quarters,
                 double *kept, double *attacked) {
    double broken = 0.0;
    FOR(quarter, quarters) {
        broken += follow(rules, policy, path);
        kept[quarter] += total(path->mass);
        attacked[quarter] += broken;
    }
}

/* A settlement made now on these terms. */
static void hold_from_start(const Rules *rules, const PeacePolicy *policy, double share,
                            int quarters, double *kept, double *attacked) {
    const Given *g = &rules->given;
    Reading trust = reading(rules->trust, T, g->trust);
    int level = (int)g->support * DOMESTIC + (int)g->domestic;
    Path path = {.power = g->power, .share = reading(rules->share, X, share)};
    double kinds[2] = {g->trust, 1.0 - g->trust};
    FOR(kind, 2) {
        path.mass[kind][level][trust.low] = kinds[kind] * (1.0 - trust.weight);
        path.mass[kind][level][trust.low + 1] = kinds[kind] * trust.weight;
    }
    hold(rules, policy, &path, quarters, kept, attacked);
}

/* Deals of any power, trust, support and share, each followed from its own signing; `total_mass`
   is what they add up to. */
static void hold_deals(const Rules *rules, const PeacePolicy *policy, const double *deals,
                       double total_mass, int quarters, double *kept, double *attacked) {
    FOR(p, P) FOR(x, X) {
        Path path = {.power = rules->power[p]};
        path.share = reading(rules->share, X, rules->share[x]);
        double mass = 0.0;
        FOR(level, LEVELS) FOR(t, T) {
            double here = deals[(level * P + p) * PEACE_BLOCK + t * X + x] / total_mass;
            path.mass[0][level][t] = here * rules->trust[t];
            path.mass[1][level][t] = here * (1.0 - rules->trust[t]);
            mass += here;
        }
        if (mass > 0.0) hold(rules, policy, &path, quarters, kept, attacked);
    }
}

#endif
