/* Backward from the end of the horizon, where nothing is chosen any more, to the present quarter. */
#ifndef HOLDFAST_SOLVE_H
#define HOLDFAST_SOLVE_H
#include "settlement.h"
#include "talks.h"
#include "war.h"

typedef struct {
    double war[SIDES][WAR_SIZE], talks[SIDES][WAR_SIZE], peace[SIDES][PEACE_SIZE];
} Worth;

typedef struct {
    Worth worth;                        /* this quarter */
    double earlier_war[2][SIDES][WAR_SIZE], earlier_peace[2][SIDES][PEACE_SIZE];
    PeacePolicy peace;
    TalksPolicy talks;
    WarPolicy war;
} Solution;

typedef struct {
    Rules rules;
    double going_on[SIDES][WAR_SIZE], talking[SIDES][WAR_SIZE], stay[SIDES][PEACE_SIZE];
    PeaceRoom peace;
    WarRoom war;
} Room;

static void terminal(const Rules *rules, Worth *to) {
    const Given *g = &rules->given;
    double whole = 1.0 - g->patience * (1.0 - g->decided);
    memset(to, 0, sizeof *to);
    FOR(dropped, DROPPED) FOR(level, LEVELS) FOR(p, P) FOR(i, W * T) {
        int at = ((dropped * LEVELS + level) * P + p) * WAR_BLOCK + i;
        FOR(side, SIDES) {
            double last = rules->flow[side][level % DOMESTIC][p] / whole;
            to->war[side][at] = to->talks[side][at] = last;
        }
    }
    FOR(block, LEVELS * P) FOR(i, T * X) {
        to->peace[0][block * PEACE_BLOCK + i] = rules->share_row[i];
        to->peace[1][block * PEACE_BLOCK + i] = 1.0 - rules->share_row[i];
    }
}

/* One quarter back, in place; `policy` is where choices are kept, or nothing. */
static void back(Room *room, Worth *worth, Solution *policy) {
    const Rules *rules = &room->rules;
    double *going[SIDES], *talking[SIDES], *war[SIDES], *talks[SIDES], *peace[SIDES];
    const double *stay[SIDES];
    FOR(side, SIDES) {
        war[side] = worth->war[side], talks[side] = worth->talks[side];
        peace[side] = worth->peace[side], stay[side] = room->stay[side];
        going[side] = room->going_on[side], talking[side] = room->talking[side];
        moved(rules, &room->war, war[side], room->going_on[side]);
        moved(rules, &room->war, talks[side], room->talking[side]);
        expected(room->stay[side], &rules->peace, peace[side], PEACE_LEVEL);
    }
    settlement_quarter(rules, &room->peace, war, stay, peace, policy ? &policy->peace : NULL);
    talks_quarter(rules, going, stay, talks, policy ? &policy->talks : NULL);
    war_quarter(rules, &room->war, going, talking, war, policy ? &policy->war : NULL);
}

static void solve_game(Room *room, const Given *given, int horizon, Solution *to) {
    Worth *worth = &to->worth;
    set_rules(&room->rules, given);
    terminal(&room->rules, worth);
    for (int left = horizon - 1; left >= 0; left--) {
        if (left < 2) {
            memcpy(to->earlier_war[left], worth->war, sizeof worth->war);
            memcpy(to->earlier_peace[left], worth->peace, sizeof worth->peace);
        }
        back(room, worth, left ? NULL : to);
    }
}

#endif
