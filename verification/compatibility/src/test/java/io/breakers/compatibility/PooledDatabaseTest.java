package io.breakers.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.BothEngines;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

/** A real pool of database connections, protected: exhausted, closed, recovered. */
@ParameterizedClass
@BothEngines
class PooledDatabaseTest {
    private static final Duration WAIT = Duration.ofSeconds(60);

    @Parameter
    private ProxyEngine engine;

    private final ManualTicker ticker = new ManualTicker();
    private final RecordingListener heard = new RecordingListener();
    private final HikariDataSource pool = pool("primary");
    private final Witness<DataSource> witness = Witness.of(DataSource.class, pool);

    /** A pool of one connection, which gives up as soon as Hikari allows. */
    private static HikariDataSource pool(String name) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(250);
        return new HikariDataSource(config);
    }

    private ProtectionBuilder<DataSource> builder(DataSource target) {
        return Breakers.builder(DataSource.class, target)
                .engine(engine)
                .config(BreakerConfig.builder()
                        .failureThreshold(2)
                        .openFor(WAIT)
                        .ticker(ticker)
                        .listener(heard)
                        .build());
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void aHealthyPoolLendsItsOwnConnections() throws SQLException {
        DataSource database = builder(witness.face()).build();

        try (Connection connection = database.getConnection()) {
            assertThat(connection).isSameAs(witness.arrivals().get(0).result());
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isOne();
        }
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void anExhaustedPoolIsAskedNoMoreUntilTheWaitIsOverAndThenRecovers() throws SQLException {
        DataSource database = builder(witness.face()).build();
        Connection held = pool.getConnection();

        for (int i = 0; i < 2; i++) {
            Throwable caught = catchThrowable(database::getConnection);
            assertThat(caught)
                    .isExactlyInstanceOf(SQLTransientConnectionException.class)
                    .isSameAs(witness.thrown().get(i));
        }
        String lastFailure = witness.thrown().get(1).toString();
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(database::getConnection)
                .withMessage("DataSource.getConnection() is OPEN: 2 consecutive failures; last failure " + lastFailure
                        + "; retry after 60.0 s");
        assertThat(witness.arrivals()).hasSize(2);

        held.close();
        ticker.advance(WAIT.minusNanos(1));
        assertThat(catchThrowable(database::getConnection)).isInstanceOf(CallRejectedException.class);
        assertThat(witness.arrivals()).hasSize(2);
        ticker.advanceNanos(1);
        database.getConnection().close();
        database.getConnection().close();
        assertThat(heard.events())
                .containsExactly(
                        "failure",
                        "failure",
                        "CLOSED->OPEN",
                        "rejected OPEN",
                        "rejected OPEN",
                        "OPEN->HALF_OPEN",
                        "success",
                        "success",
                        "HALF_OPEN->CLOSED");
        assertThat(heard.throwables()).isEqualTo(witness.thrown());
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void aPoolThatIsStillExhaustedAtTheEndOfTheWaitIsLeftAloneAgain() throws SQLException {
        DataSource database = builder(witness.face()).build();
        try (Connection held = pool.getConnection()) {
            assertThat(held.isValid(1)).isTrue();
            catchThrowable(database::getConnection);
            catchThrowable(database::getConnection);
            ticker.advance(WAIT);
            Throwable ofTheProbe = catchThrowable(database::getConnection);

            assertThat(ofTheProbe).isSameAs(witness.thrown().get(2));
            assertThat(catchThrowable(database::getConnection)).isInstanceOf(CallRejectedException.class);
        }
        assertThat(witness.arrivals()).hasSize(3);
        assertThat(heard.events())
                .containsExactly(
                        "failure",
                        "failure",
                        "CLOSED->OPEN",
                        "OPEN->HALF_OPEN",
                        "failure",
                        "HALF_OPEN->OPEN",
                        "rejected OPEN");
    }

    @Test
    void aClosedPoolTripsAndItsExceptionIsItsOwn() {
        DataSource database = builder(witness.face()).build();
        pool.close();

        for (int i = 0; i < 2; i++) {
            Throwable caught = catchThrowable(database::getConnection);
            assertThat(caught)
                    .isExactlyInstanceOf(SQLException.class)
                    .hasMessage("HikariDataSource HikariDataSource (primary) has been closed.")
                    .isSameAs(witness.thrown().get(i));
        }
        var rejection = catchThrowableOfType(CallRejectedException.class, database::getConnection);
        assertThat(rejection)
                .hasMessage("DataSource.getConnection() is OPEN: 2 consecutive failures; last failure"
                        + " java.sql.SQLException: HikariDataSource HikariDataSource (primary) has been closed.;"
                        + " retry after 60.0 s");
        assertThat(rejection.state()).isEqualTo(BreakerState.OPEN);
        assertThat(rejection.retryAfter()).isEqualTo(WAIT);
        assertThat(witness.arrivals()).hasSize(2);
    }

    @Test
    void whatThePoolDoesNotSupportTripsItsOwnOverloadOnly() throws SQLException {
        DataSource database = builder(witness.face()).build();

        for (int i = 0; i < 2; i++) {
            Throwable caught = catchThrowable(() -> database.getConnection("sa", ""));
            assertThat(caught)
                    .isExactlyInstanceOf(SQLFeatureNotSupportedException.class)
                    .isSameAs(witness.thrown().get(i));
        }
        assertThat(Breakers.inspect(database)
                        .breaker("getConnection(String,String)")
                        .state())
                .isEqualTo(BreakerState.OPEN);
        database.getConnection().close();
    }

    @Test
    void anotherPoolAnswersWhileTheFirstIsExhausted() throws SQLException {
        try (HikariDataSource replica = pool("replica");
                Connection held = pool.getConnection()) {
            var lent = Witness.of(DataSource.class, replica);
            DataSource database = builder(witness.face()).fallback(lent.face()).build();

            for (int i = 0; i < 4; i++) {
                try (Connection connection = database.getConnection()) {
                    assertThat(connection).isSameAs(lent.arrivals().get(i).result());
                    assertThat(connection.getMetaData().getURL()).isEqualTo(replica.getJdbcUrl());
                }
            }
            assertThat(held.isClosed()).isFalse();
            assertThat(witness.arrivals()).hasSize(2);
            assertThat(replica.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
        assertThat(heard.events())
                .containsExactly(
                        "failure",
                        "fallback",
                        "failure",
                        "CLOSED->OPEN",
                        "fallback",
                        "rejected OPEN",
                        "fallback",
                        "rejected OPEN",
                        "fallback");
    }

    @Test
    void thePoolIsFoundThroughItsBreakers() throws SQLException {
        DataSource database = builder(pool).build();

        assertThat(database.isWrapperFor(HikariDataSource.class)).isTrue();
        assertThat(database.unwrap(HikariDataSource.class)).isSameAs(pool);
    }

    /** What a pool adds to {@link DataSource}, as far as its owner wants it guarded with the rest. */
    interface Pool extends DataSource, AutoCloseable {
        @Override
        void close();
    }

    static final class ClosablePool extends HikariDataSource implements Pool {
        ClosablePool(HikariConfig config) {
            super(config);
        }
    }

    @Test
    void aPoolIsClosedThroughItsBreakersThoughTheyRejectEverything() {
        var real = new ClosablePool(pool);
        Pool database =
                Breakers.builder(Pool.class, real).engine(engine).share("pool").build();
        Breakers.inspect(database).breaker("pool").forceOpen();

        assertThat(Breakers.inspect(database).unprotectedMethods()).containsExactly("close");
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(database::getConnection);
        database.close();
        assertThat(real.isClosed()).isTrue();
    }
}
