/* Where mass goes in a quarter: the moves of the values, forwards. */
#ifndef HOLDFAST_PASSAGE_H
#define HOLDFAST_PASSAGE_H
#include "solve.h"

/* What is counted on the way; all are masses of one quarter. */
typedef struct {
    double escalated[SIDES], won, offered, faced; /* faced: in war, and able to offer */
} Tally;

typedef struct {
    double fought[WAR_LEVEL], war[WAR_SIZE], talks[WAR_SIZE], walked[WAR_HALF];
} PassageRoom;

static inline void put(double *restrict to, const double *restrict block, Reading at, double share) {
    double *restrict low = to + at.low * WAR_BLOCK;
    double near = share * (1.0 - at.weight), far = share * at.weight;
    EACH(i, WAR_BLOCK) {
        low[i] += near * block[i];
        low[i + WAR_BLOCK] += far * block[i];
    }
}

static inline void disbelieve(const Reading *at, const double *restrict from, double share,
                              double *restrict to) {
    FOR(w, W) {
        double near = share * (1.0 - at[w].weight), far = share * at[w].weight;
        double *restrict low = to + at[w].low * T;
        EACH(t, T) {
            low[t] += near * from[w * T + t];
            low[t + T] += far * from[w * T + t];
        }
    }
}

/* Power walks and support moves; adds to `to`. */
static void move_on(const Rules *rules, PassageRoom *room, const double *mass, double *to) {
    double gained = rules->given.battle_up, lost = rules->given.battle_down;
    FOR(dropped, DROPPED) {
        memset(room->walked, 0, sizeof room->walked);
        FOR(level, LEVELS) FOR(p, P) {
            const double *block = mass + dropped * WAR_HALF + level * WAR_LEVEL + p * WAR_BLOCK;
            double *half = room->walked + level * WAR_LEVEL;
            put(half, block, rules->won[p], gained);
            put(half, block, rules->lost[p], lost);
            EACH(i, WAR_BLOCK) half[p * WAR_BLOCK + i] += (1.0 - gained - lost) * block[i];
        }
        FOR(level, LEVELS) FOR(before, LEVELS) {
            double chance = rules->war[dropped].joined[before][level];
            double *out = to + dropped * WAR_HALF + level * WAR_LEVEL;
            const double *from = room->walked + before * WAR_LEVEL;
            if (chance != 0.0) EACH(i, WAR_LEVEL) out[i] += chance * from[i];
        }
    }
}

static double sum_of(const double *block, int size) {
    double sum = 0.0;
    FOR(i, size) sum += block[i];
    return sum;
}

/* One level of war, after both have chosen how hard to fight. */
static void fight(const Rules *rules, const WarPolicy *policy, PassageRoom *room, const double *mass,
                  int half, Tally *tally) {
    int one = rules->given.target_first != 0.0;
    const Reading *first = one ? rules->down : rules->up, *second = one ? rules->up : rules->down;
    if (rules->given.efforts == 0.0) {
        memcpy(room->fought, mass + half, sizeof room->fought);
        return;
    }
    memset(room->fought, 0, sizeof room->fought);
    FOR(p, P) {
        int at = half + p * WAR_BLOCK;
        double alone[WAR_BLOCK], other[WAR_BLOCK], still[WAR_BLOCK], sums[SIDES];
        EACH(i, WAR_BLOCK) {
            double lead = mass[at + i] * policy->first[at + i], hold = mass[at + i] - lead;
            double both = lead * policy->after_first[at + i];
            alone[i] = lead - both, other[i] = hold * policy->after_hold[at + i];
            still[i] = hold - other[i] + both;
            room->fought[p * WAR_BLOCK + i] += still[i];
            still[i] = both;
        }
        put(room->fought, alone, first[p], 1.0);
        put(room->fought, other, second[p], 1.0);
        double both = sum_of(still, WAR_BLOCK);
        sums[0] = sum_of(alone, WAR_BLOCK) + both, sums[1] = sum_of(other, WAR_BLOCK) + both;
        tally->escalated[one] += sums[0], tally->escalated[!one] += sums[1];
    }
}

/* T offers or not, A accepts or not, for one block of mass; adds to where each leads. */
static void parley(const Rules *rules, const WarPolicy *policy, PassageRoom *room,
                   const double *fought, int half, int at, double short_, Tally *tally) {
    const Given *g = &rules->given;
    double silent[WAR_BLOCK], declined[WAR_BLOCK], accepted[WAR_BLOCK], left = 1.0 - g->decided;
    int there = half + at, dropped = there >= WAR_HALF;
    EACH(i, WAR_BLOCK) {
        double mass = left * fought[i], offering = mass * policy->offered[there + i];
        silent[i] = mass - offering;
        accepted[i] = offering * policy->accepted[there + i];
        declined[i] = offering - accepted[i];
    }
    EACH(i, WAR_BLOCK) room->war[there + i] += g->clarity * silent[i];
    disbelieve(rules->refused, silent, 1.0 - g->clarity, room->war + there);
    if (!dropped) {
        disbelieve(rules->offered, declined, short_, room->war + WAR_HALF + there);
        disbelieve(rules->offered, accepted, short_, room->talks + WAR_HALF + there);
    }
    double stands = dropped ? 1.0 : 1.0 - short_;
    disbelieve(rules->offered, declined, stands, room->war + there);
    disbelieve(rules->offered, accepted, stands, room->talks + there);
    tally->offered += sum_of(declined, WAR_BLOCK) + sum_of(accepted, WAR_BLOCK);
    tally->faced += left * sum_of(fought, WAR_BLOCK);
}

/* A quarter of war; adds to war and talks, `talks` may be nothing. Returns mass that enters talks. */
static double from_war(const Rules *rules, const WarPolicy *policy, PassageRoom *room,
                       const double *mass, double *war, double *talks, Tally *tally) {
    memset(room->war, 0, sizeof room->war);
    memset(room->talks, 0, sizeof room->talks);
    FOR(dropped, DROPPED) FOR(level, LEVELS) {
        int half = dropped * WAR_HALF + level * WAR_LEVEL;
        fight(rules, policy, room, mass, half, tally);
        FOR(p, P) {
            const double *fought = room->fought + p * WAR_BLOCK;
            tally->won += rules->given.decided * rules->power[p] * sum_of(fought, WAR_BLOCK);
            parley(rules, policy, room, fought, half, p * WAR_BLOCK,
                   rules->given.shortfall[level / DOMESTIC], tally);
        }
    }
    double entered = sum_of(room->talks, WAR_SIZE);
    move_on(rules, room, room->war, war);
    if (talks) move_on(rules, room, room->talks, talks);
    return entered;
}

/* A quarter of talks; adds to war, and to `deals` by power, trust, support and share. */
static double from_talks(const Rules *rules, const TalksPolicy *policy, PassageRoom *room,
                         const double *mass, double *war, double *deals, Tally *tally) {
    const Given *g = &rules->given;
    double decided = g->decided * (1.0 - g->calm), made = 0.0;
    double signed_[LEVELS * P * T] = {0};
    FOR(dropped, DROPPED) FOR(level, LEVELS) FOR(p, P) {
        int at = dropped * WAR_HALF + level * WAR_LEVEL + p * WAR_BLOCK;
        double *to = signed_ + (level * P + p) * T;
        tally->won += decided * rules->power[p] * sum_of(mass + at, WAR_BLOCK);
        FOR(w, W) FOR(t, T) {
            double here = (1.0 - decided) * mass[at + w * T + t];
            double deal = here * policy->deal[at + w * T + t];
            to[t] += deal, room->war[at + w * T + t] = here - deal;
        }
        for (int i = W * T; i < WAR_BLOCK; i++) room->war[at + i] = 0.0;
    }
    move_on(rules, room, room->war, war);
    FOR(next, LEVELS) FOR(before, LEVELS) FOR(p, P) FOR(t, T) {
        int at = (before * P + p) * T + t;
        double mass_ = rules->peace.joined[before][next] * signed_[at];
        Reading share = reading(rules->share, X, policy->terms[at]);
        double *to = deals + (next * P + p) * PEACE_BLOCK + t * X + share.low;
        to[0] += (1.0 - share.weight) * mass_, to[1] += share.weight * mass_, made += mass_;
    }
    return made;
}

/* War again, where A knows that T was willing and nothing is asked any more. */
static void reopen(const Chain *by, const double *mass, double *war) {
    FOR(next, LEVELS) FOR(before, LEVELS) FOR(p, P) FOR(t, T)
        war[WAR_HALF + next * WAR_LEVEL + p * WAR_BLOCK + LAST_W + t] +=
            by->joined[before][next] * mass[(before * P + p) * T + t];
}

static void put_open(double *to, Reading power, Reading trust, double mass) {
    double near = mass * (1.0 - power.weight), far = mass * power.weight;
    double *low = to + power.low * T + trust.low;
    low[0] += near * (1.0 - trust.weight), low[1] += near * trust.weight;
    low[T] += far * (1.0 - trust.weight), low[T + 1] += far * trust.weight;
}

static inline void put_row(double *to, Reading power, Reading trust, const double *row) {
    double *low = to + power.low * PEACE_BLOCK + trust.low * X;
    double near = 1.0 - power.weight, far = power.weight, a = 1.0 - trust.weight, b = trust.weight;
    double weights[4] = {near * a, near * b, far * a, far * b};
    EACH(x, X) low[x] += weights[0] * row[x];
    EACH(x, X) low[x + X] += weights[1] * row[x];
    EACH(x, X) low[x + PEACE_BLOCK] += weights[2] * row[x];
    EACH(x, X) low[x + PEACE_BLOCK + X] += weights[3] * row[x];
}

/* Mass of one kind of A at one level that goes on after what is heard, before T chooses. */
typedef struct {
    double quiet[PEACE_LEVEL], answered[PEACE_LEVEL], open[PEACE_LEVEL];
    double stayed[PEACE_SIZE];
    double struck[OPEN_LEVEL * LEVELS];
    double resisted[OPEN_LEVEL * LEVELS], let[OPEN_LEVEL * LEVELS];
} PeacePassage;

/* One kind of A in one row: what it does, and what is heard; returns the mass that attacks. */
static double do_row(const Rules *rules, const PeacePolicy *policy, PeacePassage *room,
                     const double *mass, int kind, int where, int p, int t) {
    const Given *g = &rules->given;
    double slips = g->accident_probe * g->violations, opens = g->accident_attack * g->violations;
    double attacking = 0.0, calm[X], hidden[X], heard_[X], seen[X], alarmed[X];
    FOR(x, X) {
        double here = mass[where + x];
        double probe = here * (kind ? policy->probe[where + x] : slips);
        double attack = here * (kind ? policy->attack[where + x] : opens);
        double comply = here - probe - attack;
        heard_[x] = g->false_alarm * comply, seen[x] = g->detection * probe;
        calm[x] = comply - heard_[x], hidden[x] = probe - seen[x];
        alarmed[x] = heard_[x] + seen[x], attacking += attack;
    }
    put_row(room->quiet, rules->drifted[p], rules->quiet[t], calm);
    put_row(room->quiet, rules->crept[p], rules->quiet[t], hidden);
    put_row(room->answered, rules->drifted[p], rules->alarm[t], alarmed);
    put_row(room->open, rules->drifted[p], rules->alarm[t], heard_);
    put_row(room->open, rules->crept[p], rules->alarm[t], seen);
    return attacking;
}

/* T stays or strikes in one row; returns through `strike` the masses that strike. */
static void answer_row(const Rules *rules, const PeacePolicy *policy, PeacePassage *room, int level,
                       int at, double strike[2]) {
    const Given *g = &rules->given;
    int where = level * PEACE_LEVEL + at;
    strike[0] = strike[1] = 0.0;
    FOR(x, X) {
        double left = (1.0 - g->answered) * room->open[at + x];
        double calm = room->quiet[at + x] * policy->strike_quiet[where + x];
        double tense = left * policy->strike_alarm[where + x];
        room->stayed[where + x] = room->quiet[at + x] - calm +
                                  g->answered * room->answered[at + x] + left - tense;
        strike[0] += calm, strike[1] += tense;
    }
}

/* A quarter of settlement for one kind of A; sets `kept` and adds to war. */
static void from_settlement(const Rules *rules, const PeacePolicy *policy, PeacePassage *room,
                            const double *mass, int kind, double *kept, double *war) {
    const Given *g = &rules->given;
    double shares[2] = {1.0 - g->conditional, g->backs_strike}, strike[2];
    memset(room->struck, 0, sizeof room->struck);
    memset(room->resisted, 0, sizeof room->resisted), memset(room->let, 0, sizeof room->let);
    memset(room->stayed, 0, sizeof room->stayed);
    FOR(level, LEVELS) {
        double met = g->honoured[level / DOMESTIC];
        int open = level * OPEN_LEVEL;
        memset(room->quiet, 0, sizeof room->quiet);
        memset(room->answered, 0, sizeof room->answered);
        memset(room->open, 0, sizeof room->open);
        FOR(p, P) FOR(t, T) {
            int where = level * PEACE_LEVEL + p * PEACE_BLOCK + t * X;
            double attacking = do_row(rules, policy, room, mass, kind, where, p, t);
            FOR(i, 2) {
                double part = rules->surprise[i] * attacking;
                put_open(room->resisted + open, rules->attacked[i][0][p], rules->attack[t], part * met);
                put_open(room->let + open, rules->attacked[i][1][p], rules->attack[t],
                         part * (1.0 - met));
            }
        }
        FOR(p, P) FOR(t, T) {
            answer_row(rules, policy, room, level, p * PEACE_BLOCK + t * X, strike);
            FOR(i, 2) {
                Reading stays = {t < T - 1 ? t : T - 2, t < T - 1 ? 0.0 : 1.0};
                double covered = strike[i] * shares[i] * met;
                put_open(room->struck + open, rules->struck[0][p], stays, covered);
                put_open(room->struck + open, rules->struck[1][p], stays, strike[i] - covered);
            }
        }
    }
    reopen(&rules->war[1], room->struck, war);
    reopen(&rules->honoured, room->resisted, war);
    reopen(&rules->broken, room->let, war);
    FOR(level, LEVELS) gathered(kept + level * PEACE_LEVEL, &rules->peace, room->stayed, level, PEACE_LEVEL);
}

#endif
