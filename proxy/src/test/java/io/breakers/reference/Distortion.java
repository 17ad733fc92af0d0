package io.breakers.reference;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/** A rule got wrong in one place, as an engine might get it wrong. */
enum Distortion implements Duel.Oracle {
    ONE_PROBE_TOO_MANY {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int probes() {
                    return super.probes() + 1;
                }
            };
        }
    },
    MORE_PROBES_ARE_LET_IN_THAN_ARE_NEEDED {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int stillNeeded() {
                    return super.stillNeeded() + 1;
                }
            };
        }
    },
    EARLIER_PROBES_TAKE_NO_PLACES {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int hanging() {
                    return 0;
                }
            };
        }
    },
    A_RULE_COUNTS_FAILURES_OF_ALL_TYPES {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean counts(TripRule rule, Recorded call) {
                    return call.failed();
                }
            };
        }
    },
    ANOTHER_FAILURE_ENDS_A_ROW {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean endsRow(Recorded call) {
                    return true;
                }
            };
        }
    },
    A_SLOW_FAILURE_COUNTS_TWICE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int marks(TripRule.Rate rate, Recorded call) {
                    return (hasFailedFor(rate, call) ? 1 : 0) + (isSlowFor(rate, call) ? 1 : 0);
                }
            };
        }
    },
    A_WINDOW_IS_ROUNDED_UP {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                long twentieth(long duration) {
                    return (duration + 19) / 20;
                }
            };
        }
    },
    A_MULTIPLIER_IS_WHOLE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                double multiplier() {
                    return Math.floor(super.multiplier());
                }
            };
        }
    },
    ONE_MORE_PROBE_MAY_FAIL {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int failuresAllowed() {
                    return super.failuresAllowed() + 1;
                }
            };
        }
    },
    A_FAILED_PROBE_MAKES_ROOM_FOR_ONE_MORE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int stillNeeded() {
                    return super.stillNeeded() + failedProbes;
                }
            };
        }
    },
    THE_SLOTS_DO_NOT_GROW {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int grown(int from) {
                    return from;
                }
            };
        }
    },
    A_STEP_IS_ROUNDED_DOWN {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int grown(int from) {
                    return (int) (from * running().growProbes());
                }
            };
        }
    },
    A_SPARED_CALL_DECIDES {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean decides(Call call) {
                    return true;
                }
            };
        }
    },
    THE_FIRST_REJECTION_IS_CARRIED_OUT {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                BigDecimal enforced(long rejections) {
                    return super.enforced(rejections).setScale(0, RoundingMode.CEILING);
                }
            };
        }
    },
    TRIPS_ARE_FORGOTTEN_AT_ONCE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int remembered() {
                    return 0;
                }
            };
        }
    },
    A_RESET_REMEMBERS_TRIPS {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                void forgetTrips() {}
            };
        }
    },
    THE_LEASE_IS_FORGOTTEN {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean isOverdue(Call probe) {
                    return false;
                }
            };
        }
    },
    THE_LEASE_ENDS_A_NANOSECOND_LATE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean isOverdue(Call probe) {
                    return now() - probe.since > nanos(running().probeLease());
                }
            };
        }
    },
    A_READING_OF_THE_STATE_ENDS_NO_LEASE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                BreakerState state() {
                    return effectiveState();
                }
            };
        }
    },
    THE_WAIT_ENDS_A_NANOSECOND_LATE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                long openFor() {
                    return super.openFor() + 1;
                }
            };
        }
    },
    A_SLOW_SUCCESS_ASKS_AN_EARLIER_FAILURE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                Throwable asked(TripRule fired, boolean tripsByFailure) {
                    return failureInClosed;
                }
            };
        }
    },
    THE_WAIT_NEVER_STOPS_GROWING {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int remembered() {
                    return trips;
                }
            };
        }
    },
    A_WINDOW_OF_CALLS_IS_ONE_TOO_LARGE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int size(TripRule.Rate rate) {
                    return super.size(rate) + 1;
                }
            };
        }
    },
    A_WINDOW_OF_TIME_IS_A_TWENTIETH_TOO_LONG {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int twentieths() {
                    return super.twentieths() + 1;
                }
            };
        }
    },
    WINDOWS_OUTLIVE_THE_STATE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                void forgetCalls() {}
            };
        }
    },
    THE_MINIMUM_IS_ONE_TOO_HIGH {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                int minimum(TripRule.Rate rate) {
                    return super.minimum(rate) + 1;
                }
            };
        }
    },
    A_RATE_HAS_TO_BE_EXCEEDED {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean reaches(long marked, int calls, double rate) {
                    return marked > rate * calls;
                }
            };
        }
    },
    A_SUCCESS_DOES_NOT_END_A_ROW {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean endsRow(Recorded call) {
                    return false;
                }
            };
        }
    },
    FAILURES_MAY_LIE_EXACTLY_THE_DURATION_APART {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean liesWithin(long age, long within) {
                    return age <= within;
                }
            };
        }
    },
    THE_LAST_RULE_IS_REPORTED {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                List<TripRule> rules() {
                    var reversed = new ArrayList<>(super.rules());
                    Collections.reverse(reversed);
                    return reversed;
                }
            };
        }
    },
    AN_IGNORED_CALL_COUNTS_AS_A_SUCCESS {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                void record(Outcome outcome, long elapsed, Throwable failure) {
                    super.record(outcome == Outcome.IGNORED ? Outcome.SUCCESS : outcome, elapsed, failure);
                }
            };
        }
    },
    AN_IGNORED_PROBE_KEEPS_ITS_PLACE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                void giveBack(Call probe) {}
            };
        }
    },
    A_SLOW_PROBE_SUCCEEDS {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean isTooSlow(long elapsed) {
                    return false;
                }
            };
        }
    },
    AN_OUTCOME_DECIDES_IN_A_LATER_STATE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean isCurrent(Call call) {
                    return true;
                }
            };
        }
    },
    A_CALL_ENDS_TWICE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean isOver(Call call) {
                    return false;
                }
            };
        }
    },
    A_RESET_OF_A_CLOSED_BREAKER_DOES_NOTHING {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                void startAnew() {}
            };
        }
    },
    A_CHANGE_EMPTIES_ALL_WINDOWS {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean looksAtTheSame(TripRule one, TripRule other) {
                    return false;
                }
            };
        }
    },
    A_CALL_FROM_BEFORE_A_CHANGE_COUNTS_IN_NEW_WINDOWS {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                boolean goesOnSince(Seen each, int admitted) {
                    return true;
                }
            };
        }
    },
    A_CHANGE_LEAVES_THE_WAIT {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                long newWait() {
                    return openFor();
                }
            };
        }
    },
    A_CHANGE_REACHES_PROBES_AT_ONCE {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                BreakerConfig running() {
                    return this.config;
                }
            };
        }
    },
    A_NEW_SHARE_GOES_ON_COUNTING {
        @Override
        public ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock) {
            return new ReferenceBreaker(config, timed, clock) {
                @Override
                void countForNewShare() {}
            };
        }
    }
}
