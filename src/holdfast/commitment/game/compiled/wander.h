/* Single paths of the conflict: the moves of the forward pass, drawn instead of spread.

   A path lies on the grid; between nodes it takes the one below or above with the chance that mass
   would be spread by. Every decision has a slot of its own in a quarter, and its random number is a
   function of seed, path, quarter and slot alone: any path can be drawn again by itself. */
#ifndef HOLDFAST_WANDER_H
#define HOLDFAST_WANDER_H
#include "solve.h"

enum { IN_WAR, IN_TALKS, IN_PEACE, WON, LOST, PHASES };
enum { SLOTS = 16 };
enum {
    LEADS = 1 << 0,     /* the side that moves first escalates, or A probes */
    FOLLOWS = 1 << 1,   /* the other escalates */
    OFFERS = 1 << 2,
    ACCEPTS = 1 << 3,
    MISREAD = 1 << 4,
    DROPS = 1 << 5,     /* the precondition is dropped */
    DEAL = 1 << 6,
    ATTACKS = 1 << 7,
    ALARM = 1 << 8,
    ANSWERED = 1 << 9,
    STRIKES = 1 << 10,
    HONOURED = 1 << 11,
    WARNED = 1 << 12
};
/* What is kept of a quarter, in this order; all are nodes or levels but the first two. */
#define LOGGED(FIELD)                                                                              \
    FIELD(phase)                                                                                   \
    FIELD(events)                                                                                  \
    FIELD(power)                                                                                   \
    FIELD(trust)                                                                                   \
    FIELD(willingness)                                                                             \
    FIELD(support)                                                                                 \
    FIELD(domestic)                                                                                \
    FIELD(dropped)                                                                                 \
    FIELD(share)                                                                                   \
    FIELD(keeps)
/* What is kept of a path: quarters count from 1, and 0 says never; the deal is the first one. */
#define SUMMED(FIELD)                                                                              \
    FIELD(talks)                                                                                   \
    FIELD(deal)                                                                                    \
    FIELD(broken)                                                                                  \
    FIELD(by_attack)                                                                               \
    FIELD(end)                                                                                     \
    FIELD(last)                                                                                    \
    FIELD(deal_power)                                                                              \
    FIELD(deal_trust)                                                                              \
    FIELD(deal_support)                                                                            \
    FIELD(deal_share)                                                                              \
    FIELD(deal_keeps)                                                                              \
    FIELD(probes)                                                                                  \
    FIELD(alarms)                                                                                  \
    FIELD(answers)
#define AS_SHORT(name) int16_t name;
typedef struct {
    LOGGED(AS_SHORT)
} Logged;
typedef struct {
    SUMMED(AS_SHORT)
} Summed;

typedef struct {
    uint64_t key;
    int phase, p, t, w, level, dropped, x, keeps, events;
} Walker;

static inline uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static inline double uniform(const Walker *at, int slot) {
    uint64_t z = mixed(at->key + (uint64_t)(slot + 1) * 0x9e3779b97f4a7c15u);
    return (double)(z >> 11) * 0x1p-53;
}

static inline int pick(Reading at, double u) { return at.low + (u < at.weight); }

static inline void next_level(Walker *at, const Chain *by) {
    double u = uniform(at, 12);
    const double *row = by->joined[at->level];
    FOR(level, LEVELS - 1) {
        u -= row[level];
        if (u < 0.0) { at->level = level; return; }
    }
    at->level = LEVELS - 1;
}

static inline void fight_on(const Rules *rules, Walker *at) {
    double u = uniform(at, 10), up = rules->given.battle_up;
    if (u < up) at->p = pick(rules->won[at->p], uniform(at, 11));
    else if (u < up + rules->given.battle_down) at->p = pick(rules->lost[at->p], uniform(at, 11));
    next_level(at, &rules->war[at->dropped]);
}

static inline int decided(const Rules *rules, Walker *at, double chance) {
    if (uniform(at, 3) >= chance) return 0;
    at->phase = uniform(at, 4) < rules->power[at->p] ? WON : LOST;
    return 1;
}

static inline int war_place(const Walker *at) {
    return ((at->dropped * LEVELS + at->level) * P + at->p) * WAR_BLOCK + at->w * T + at->t;
}

static void walk_war(const Rules *rules, const WarPolicy *policy, Walker *at) {
    const Given *g = &rules->given;
    if (g->efforts != 0.0) {
        int one = g->target_first != 0.0, place = war_place(at);
        const Reading *first = one ? rules->down : rules->up, *second = one ? rules->up : rules->down;
        int leads = uniform(at, 0) < policy->first[place];
        int follows = uniform(at, 1) < (leads ? policy->after_first : policy->after_hold)[place];
        if (leads != follows) at->p = pick((leads ? first : second)[at->p], uniform(at, 2));
        at->events |= (leads ? LEADS : 0) | (follows ? FOLLOWS : 0);
    }
    if (decided(rules, at, g->decided)) return;
    int place = war_place(at);
    if (uniform(at, 5) < policy->offered[place]) {
        int accepts = uniform(at, 6) < policy->accepted[place];
        at->events |= OFFERS | (accepts ? ACCEPTS : 0);
        at->w = pick(rules->offered[at->w], uniform(at, 8));
        if (!at->dropped && uniform(at, 9) < g->shortfall[at->level / DOMESTIC])
            at->dropped = 1, at->events |= DROPS;
        if (accepts) at->phase = IN_TALKS;
    } else if (uniform(at, 7) >= g->clarity) {
        at->w = pick(rules->refused[at->w], uniform(at, 8)), at->events |= MISREAD;
    }
    fight_on(rules, at);
}

static void walk_talks(const Rules *rules, const TalksPolicy *policy, Walker *at) {
    const Given *g = &rules->given;
    if (decided(rules, at, g->decided * (1.0 - g->calm))) return;
    if (uniform(at, 5) < policy->deal[war_place(at)]) {
        double terms = policy->terms[(at->level * P + at->p) * T + at->t];
        at->x = pick(reading(rules->share, X, terms), uniform(at, 8));
        at->keeps = uniform(at, 9) < rules->trust[at->t];
        at->phase = IN_PEACE, at->events |= DEAL;
        next_level(at, &rules->peace);
        return;
    }
    at->phase = IN_WAR;
    fight_on(rules, at);
}

static inline void war_again(const Rules *rules, Walker *at, const Chain *by) {
    (void)rules;
    next_level(at, by);
    at->phase = IN_WAR, at->w = W - 1, at->dropped = 1;
}

static void attack(const Rules *rules, Walker *at) {
    int seen = uniform(at, 1) >= rules->surprise[0];
    int met = uniform(at, 2) < rules->given.honoured[at->level / DOMESTIC];
    at->p = pick(rules->attacked[seen][!met][at->p], uniform(at, 4));
    at->t = pick(rules->attack[at->t], uniform(at, 6));
    at->events |= ATTACKS | (seen ? 0 : WARNED) | (met ? HONOURED : 0);
    war_again(rules, at, met ? &rules->honoured : &rules->broken);
}

static void strike(const Rules *rules, Walker *at, double share) {
    int met = uniform(at, 8) < share * rules->given.honoured[at->level / DOMESTIC];
    at->p = pick(rules->struck[!met][at->p], uniform(at, 9));
    at->events |= STRIKES | (met ? HONOURED : 0);
    war_again(rules, at, &rules->war[1]);
}

static inline int peace_place(const Walker *at) {
    return (at->level * P + at->p) * PEACE_BLOCK + at->t * X + at->x;
}

static void walk_peace(const Rules *rules, const PeacePolicy *policy, Walker *at) {
    const Given *g = &rules->given;
    int place = peace_place(at);
    double opens = at->keeps ? g->accident_attack * g->violations : policy->attack[place];
    double probes = at->keeps ? g->accident_probe * g->violations : policy->probe[place];
    double u = uniform(at, 0);
    if (u < opens) { attack(rules, at); return; }
    int probe = u < opens + probes;
    int alarm = uniform(at, 1) < (probe ? g->detection : g->false_alarm);
    int answered = alarm && uniform(at, 2) < g->answered;
    at->events |= (probe ? LEADS : 0) | (alarm ? ALARM : 0) | (answered ? ANSWERED : 0);
    at->p = pick((probe && !answered ? rules->crept : rules->drifted)[at->p], uniform(at, 4));
    at->t = pick((alarm ? rules->alarm : rules->quiet)[at->t], uniform(at, 6));
    place = peace_place(at);
    double strikes = answered ? 0.0 : (alarm ? policy->strike_alarm : policy->strike_quiet)[place];
    if (uniform(at, 7) < strikes) strike(rules, at, alarm ? g->backs_strike : 1.0 - g->conditional);
    else next_level(at, &rules->peace);
}

static Walker set_off(const Rules *rules, uint64_t seed, uint64_t path) {
    const Given *g = &rules->given;
    Walker at = {.key = mixed(mixed(seed) + path * 0xd1342543de82ef95u)};
    at.p = pick(reading(rules->power, P, g->power), uniform(&at, 0));
    at.t = pick(reading(rules->trust, T, g->trust), uniform(&at, 1));
    at.w = pick(reading(rules->willingness, W, g->willingness), uniform(&at, 2));
    at.level = (int)g->support * DOMESTIC + (int)g->domestic;
    at.dropped = g->walked_back != 0.0, at.keeps = -1, at.x = -1;
    return at;
}

static void note(const Walker *at, int before, int quarter, Summed *to) {
    if (at->events & ACCEPTS && !to->talks) to->talks = quarter + 1;
    if (at->events & DEAL && !to->deal) {
        to->deal = quarter + 1, to->deal_power = at->p, to->deal_trust = at->t;
        to->deal_support = at->level / DOMESTIC, to->deal_share = at->x, to->deal_keeps = at->keeps;
    }
    if (before == IN_PEACE && !to->broken) {
        to->probes += (at->events & LEADS) != 0, to->alarms += (at->events & ALARM) != 0;
        to->answers += (at->events & ANSWERED) != 0;
        if (at->phase == IN_WAR) to->broken = quarter + 1, to->by_attack = (at->events & ATTACKS) != 0;
    }
    to->end = at->phase, to->last = quarter + 1;
}

static void put_log(const Walker *at, Logged *to) {
    *to = (Logged){at->phase, at->events, at->p, at->t, at->w, at->level / DOMESTIC,
                   at->level % DOMESTIC, at->dropped, at->x, at->keeps};
}

/* One path; `log` is where its quarters are kept, the start first, or nothing. */
static void wander(const Rules *rules, const Solution *found, uint64_t seed, uint64_t path, int quarters,
                   Summed *to, int64_t (*phases)[PHASES], Logged *log) {
    Walker at = set_off(rules, seed, path);
    uint64_t key = at.key;
    memset(to, 0, sizeof *to);
    if (log) put_log(&at, log);
    FOR(quarter, quarters) {
        int before = at.phase;
        at.key = key + (uint64_t)(quarter + 1) * SLOTS * 0x9e3779b97f4a7c15u, at.events = 0;
        if (before == IN_WAR) walk_war(rules, &found->war, &at);
        else if (before == IN_TALKS) walk_talks(rules, &found->talks, &at);
        else if (before == IN_PEACE) walk_peace(rules, &found->peace, &at);
        if (before < WON) note(&at, before, quarter, to);
        if (phases) phases[quarter][at.phase]++;
        if (log) put_log(&at, log + quarter + 1);
    }
}

#endif
