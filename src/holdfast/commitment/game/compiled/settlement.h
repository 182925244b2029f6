/* One quarter of a settlement: comply, probe or attack; stay or strike. */
#ifndef HOLDFAST_SETTLEMENT_H
#define HOLDFAST_SETTLEMENT_H
#include "rules.h"

enum { PEACE_LEVEL = P * PEACE_BLOCK, OPEN_LEVEL = P * T };

/* What is done in a settlement, and by how much it is the better act; kept in the last quarter only. */
typedef struct {
    double probe[PEACE_SIZE], attack[PEACE_SIZE], strike_quiet[PEACE_SIZE], strike_alarm[PEACE_SIZE];
    double over_probe[PEACE_SIZE], over_attack[PEACE_SIZE];
    double over_strike_quiet[PEACE_SIZE], over_strike_alarm[PEACE_SIZE];
} PeacePolicy;

/* War that breaks out of a settlement: worth of a strike, covered or not, and of an attack. */
typedef struct {
    double open[SIDES][LEVELS * OPEN_LEVEL]; /* war, all willing and nothing asked */
    double moved[3][LEVELS * OPEN_LEVEL], attack[OPEN_LEVEL];
    double calm[SIDES][LEVELS][P][T], tense[SIDES][LEVELS][P][T], attacked[SIDES][LEVELS][P][T];
} Outbreak;

typedef struct {
    Outbreak outbreak;
    double quiet[SIDES][PEACE_LEVEL], alarm[SIDES][PEACE_LEVEL];
} PeaceRoom;

static void strikes(const Rules *rules, Outbreak *out, int side, int level) {
    const Given *g = &rules->given;
    const double *war = out->moved[0] + level * OPEN_LEVEL;
    double met = g->patience * rules->given.honoured[level / DOMESTIC];
    double calm = met * (1.0 - g->conditional), tense = met * g->backs_strike;
    double price = side ? g->audience_strike : 0.0, relief = side ? g->audience_relief : 0.0;
    FOR(p, P) FOR(t, T) {
        double resisted = read_at(war + t, rules->struck[0][p], T);
        double alone = read_at(war + t, rules->struck[1][p], T);
        out->calm[side][level][p][t] = g->patience * alone + calm * (resisted - alone) - price;
        out->tense[side][level][p][t] =
            g->patience * alone + tense * (resisted - alone) - (price - relief);
    }
}

static void attacks(const Rules *rules, Outbreak *out, int side, int level) {
    const Given *g = &rules->given;
    double met = g->honoured[level / DOMESTIC];
    double price = side ? 0.0 : g->cost[level / DOMESTIC];
    const double *met_by = out->moved[1] + level * OPEN_LEVEL;
    const double *let_down = out->moved[2] + level * OPEN_LEVEL;
    FOR(p, P) FOR(t, T) {
        double worth = 0.0;
        FOR(i, 2) {
            double resisted = read_at(met_by + t, rules->attacked[i][0][p], T);
            double alone = read_at(let_down + t, rules->attacked[i][1][p], T);
            worth += rules->surprise[i] * (met * resisted + (1.0 - met) * alone);
        }
        out->attack[p * T + t] = g->patience * worth;
    }
    FOR(p, P) FOR(t, T)
        out->attacked[side][level][p][t] =
            read_at(out->attack + p * T, rules->attack[t], 1) - price;
}

static void outbreaks(const Rules *rules, Outbreak *out, double *const war[SIDES]) {
    FOR(side, SIDES) {
        const double *from = war[side] + WAR_SIZE / DROPPED;
        FOR(at, LEVELS * P) FOR(t, T)
            out->open[side][at * T + t] = from[at * WAR_BLOCK + LAST_W + t];
        expected(out->moved[0], &rules->war[1], out->open[side], OPEN_LEVEL);
        expected(out->moved[1], &rules->honoured, out->open[side], OPEN_LEVEL);
        expected(out->moved[2], &rules->broken, out->open[side], OPEN_LEVEL);
        FOR(level, LEVELS) {
            strikes(rules, out, side, level);
            attacks(rules, out, side, level);
        }
    }
}

/* T stays or strikes, after a quiet quarter and after an unanswered alarm. */
static void stay_or_strike(const Rules *rules, PeaceRoom *room, const double *const stay[SIDES],
                           int level, PeacePolicy *policy) {
    const Given *g = &rules->given;
    double precision = g->precision_settlement, base = rules->base.strike;
    double on = g->strikes, patience = g->patience;
    FOR(p, P) FOR(t, T) {
        int at = p * PEACE_BLOCK + t * X, where = level * PEACE_LEVEL + at;
        const double *restrict mine = stay[0] + where, *restrict theirs = stay[1] + where;
        double *restrict quiet_a = room->quiet[0] + at, *restrict quiet_t = room->quiet[1] + at;
        double *restrict alarm_a = room->alarm[0] + at, *restrict alarm_t = room->alarm[1] + at;
        double calm_a = room->outbreak.calm[0][level][p][t];
        double calm_t = room->outbreak.calm[1][level][p][t];
        double tense_a = room->outbreak.tense[0][level][p][t];
        double tense_t = room->outbreak.tense[1][level][p][t];
        EACH(x, ROW) {
            double a = patience * mine[x], b = patience * theirs[x];
            double q = on * chosen(precision * (calm_t - b) + base);
            double r = on * chosen(precision * (tense_t - b) + base);
            quiet_a[x] = a + q * (calm_a - a), quiet_t[x] = b + q * (calm_t - b);
            alarm_a[x] = a + r * (tense_a - a), alarm_t[x] = b + r * (tense_t - b);
        }
        if (policy) FOR(x, X) {
            double b = patience * theirs[x];
            policy->strike_quiet[where + x] = on * chosen(precision * (calm_t - b) + base);
            policy->strike_alarm[where + x] = on * chosen(precision * (tense_t - b) + base);
            policy->over_strike_quiet[where + x] = patience * theirs[x] - calm_t;
            policy->over_strike_alarm[where + x] = patience * theirs[x] - tense_t;
        }
    }
}

/* What a quarter leads to at one power: unseen acts, and alarms, with drift or a probe's creep. */
typedef struct {
    double quiet[PEACE_BLOCK], crept[PEACE_BLOCK], alarm[PEACE_BLOCK], alarm_crept[PEACE_BLOCK];
} Heard;

static void heard(const Rules *rules, PeaceRoom *room, const double *stay, int side,
                  int level, int p, Heard *restrict to) {
    const Given *g = &rules->given;
    Reading drift = rules->drifted[p], creep = rules->crept[p];
    const double *restrict quiet = room->quiet[side] + drift.low * PEACE_BLOCK;
    const double *restrict crept = room->quiet[side] + creep.low * PEACE_BLOCK;
    const double *restrict alarm = room->alarm[side] + drift.low * PEACE_BLOCK;
    const double *restrict tense = room->alarm[side] + creep.low * PEACE_BLOCK;
    const double *restrict kept = stay + level * PEACE_LEVEL + drift.low * PEACE_BLOCK;
    double price = side ? 0.0 : g->probe_penalty * g->cost[level / DOMESTIC];
    double share = g->answered, left = 1.0 - share, patience = g->patience;
    double d = drift.weight, c = creep.weight;
    EACH(i, PEACE_BLOCK) {
        int j = i + PEACE_BLOCK;
        double answered = share * (patience * (kept[i] + d * (kept[j] - kept[i])) - price);
        to->quiet[i] = quiet[i] + d * (quiet[j] - quiet[i]);
        to->crept[i] = crept[i] + c * (crept[j] - crept[i]);
        to->alarm[i] = answered + left * (alarm[i] + d * (alarm[j] - alarm[i]));
        to->alarm_crept[i] = answered + left * (tense[i] + c * (tense[j] - tense[i]));
    }
}

/* The worth of complying and of probing, T's belief moved. */
static void comply_and_probe(const Rules *rules, Heard *from, int side, double *comply,
                             double *probe) {
    const Given *g = &rules->given;
    double fa = g->false_alarm, seen = g->detection;
    double flow = (side ? -1.0 : 1.0) * (1.0 - g->patience) * g->probe_gain;
    FOR(t, T) {
        Reading q = rules->quiet[t], a = rules->alarm[t];
        int i = q.low * X, j = a.low * X;
        const double *restrict quiet = from->quiet + i, *restrict crept = from->crept + i;
        const double *restrict alarm = from->alarm + j, *restrict both = from->alarm_crept + j;
        double *restrict c = comply + t * X, *restrict o = probe + t * X;
        EACH(x, ROW) {
            double calm = quiet[x] + q.weight * (quiet[x + X] - quiet[x]);
            double loud = alarm[x] + a.weight * (alarm[x + X] - alarm[x]);
            double hidden = crept[x] + q.weight * (crept[x + X] - crept[x]);
            double found = both[x] + a.weight * (both[x + X] - both[x]);
            c[x] = calm + fa * (loud - calm);
            o[x] = hidden + seen * (found - hidden) + flow;
        }
    }
}

/* A's choice at one power, and what the quarter is then worth to both. */
static void act(const Rules *rules, double comply[SIDES][PEACE_BLOCK],
                double probe[SIDES][PEACE_BLOCK], double attack[SIDES][PEACE_BLOCK],
                double *restrict mine, double *restrict theirs, double *restrict probing,
                double *restrict attacking) {
    const Given *g = &rules->given;
    double precision = g->precision_settlement, on = g->violations, now = 1.0 - g->patience;
    double base_p = rules->base.probe, base_a = rules->base.attack;
    double slips = g->accident_probe * on, opens = g->accident_attack * on;
    EACH(i, PEACE_BLOCK) {
        double p = probe[0][i] - comply[0][i], a = attack[0][i] - comply[0][i];
        Ratio first = exponential(between(precision * p + base_p, -OVERFLOWS, OVERFLOWS));
        Ratio second = exponential(between(precision * a + base_a, -OVERFLOWS, OVERFLOWS));
        double one = first.over * second.under, two = second.over * first.under;
        double scale = on / (first.under * second.under + one + two);
        probing[i] = one * scale, attacking[i] = two * scale;
        mine[i] = now * rules->share_row[i] + comply[0][i] + probing[i] * p + attacking[i] * a;
    }
    EACH(i, PEACE_BLOCK) {
        double trust = rules->trust_row[i];
        double p = probing[i] + trust * (slips - probing[i]);
        double a = attacking[i] + trust * (opens - attacking[i]);
        theirs[i] = now * (1.0 - rules->share_row[i]) + comply[1][i] +
                    p * (probe[1][i] - comply[1][i]) + a * (attack[1][i] - comply[1][i]);
    }
}

/* From what war is worth next quarter, and a settlement once support has moved, to this quarter. */
static void settlement_quarter(const Rules *rules, PeaceRoom *room, double *const war[SIDES],
                               const double *const stay[SIDES], double *const values[SIDES],
                               PeacePolicy *policy) {
    double comply[SIDES][PEACE_BLOCK] = {{0}}, probe[SIDES][PEACE_BLOCK] = {{0}};
    double attack[SIDES][PEACE_BLOCK] = {{0}}, acts[2][PEACE_BLOCK];
    Heard from;
    outbreaks(rules, &room->outbreak, war);
    FOR(level, LEVELS) {
        stay_or_strike(rules, room, stay, level, policy);
        FOR(p, P) {
            int where = level * PEACE_LEVEL + p * PEACE_BLOCK;
            FOR(side, SIDES) {
                heard(rules, room, stay[side], side, level, p, &from);
                comply_and_probe(rules, &from, side, comply[side], probe[side]);
                FOR(t, T) FOR(x, X)
                    attack[side][t * X + x] = room->outbreak.attacked[side][level][p][t];
            }
            act(rules, comply, probe, attack, values[0] + where, values[1] + where, acts[0],
                acts[1]);
            if (policy) FOR(i, T * X) {
                policy->probe[where + i] = acts[0][i], policy->attack[where + i] = acts[1][i];
                policy->over_probe[where + i] = comply[0][i] - probe[0][i];
                policy->over_attack[where + i] = comply[0][i] - attack[0][i];
            }
        }
    }
}

#endif
