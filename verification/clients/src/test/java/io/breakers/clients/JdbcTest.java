package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The recipe for JDBC. */
class JdbcTest extends DatabaseContract {
    // snippet: jdbc
    interface Stock {
        void sell(String buyer) throws SQLException;
    }

    static final BreakerConfig CONFIG =
            BreakerConfig.builder().failWhen(JdbcTest::isOutage).build();

    static boolean isOutage(Throwable thrown) {
        if (thrown instanceof SQLTimeoutException
                || thrown instanceof SQLTransientConnectionException
                || thrown instanceof SQLNonTransientConnectionException
                || thrown instanceof SQLRecoverableException) {
            return true;
        }
        String state = thrown instanceof SQLException failure ? failure.getSQLState() : null;
        return state != null && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57"));
    }

    static Stock protect(DataSource database, BreakerConfig config) {
        Stock stock = buyer -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement sale = connection.prepareStatement("UPDATE stock SET buyer = ?")) {
                sale.setString(1, buyer);
                sale.executeUpdate();
            }
        };
        return Breakers.protect(Stock.class, stock, config);
    }
    // end

    private Stock stock;

    @Override
    void connect(Duration patience) {
        stock = protect(database.source(patience), watched(CONFIG));
    }

    @Override
    void call(String mark) throws SQLException {
        stock.sell(mark);
    }

    @Test
    void aPoolThatHasNoConnectionInTimeIsAFailure() throws SQLException {
        var config = new HikariConfig();
        config.setDataSource(database.source(Duration.ofSeconds(30)));
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(250); // milliseconds, the least that it takes
        try (var pool = new HikariDataSource(config);
                Connection taken = pool.getConnection()) {
            assertThat(taken.isValid(0)).isTrue();
            Stock pooled = protect(pool, watched(CONFIG));
            assertThat(catchThrowable(() -> pooled.sell("Ann"))).isInstanceOf(SQLTransientConnectionException.class);
        }
        assertThat(heard.events()).containsExactly("failure");
    }

    @Test
    void whatTheDatabaseDoesNotUnderstandIsNoFailure() {
        DataSource source = database.source(Duration.ofSeconds(30));
        Stock wrong = Breakers.protect(
                Stock.class,
                buyer -> {
                    try (Connection connection = source.getConnection()) {
                        connection.prepareStatement("UPDATE shelf");
                    }
                },
                watched(CONFIG));

        assertThat(catchThrowable(() -> wrong.sell("Ann"))).isInstanceOf(SQLSyntaxErrorException.class);
        assertThat(heard.events()).containsExactly("success");
    }

    /** As drivers throw that do not use the types, PostgreSQL's among them. */
    @Test
    void aStateTellsOfAnOutageWhateverTheType() {
        assertThat(isOutage(new SQLException("connection lost", "08006"))).isTrue();
        assertThat(isOutage(new SQLException("too many clients", "53300"))).isTrue();
        assertThat(isOutage(new SQLException("the server shuts down", "57P01"))).isTrue();
        assertThat(isOutage(new SQLException("a duplicate", "23505"))).isFalse();
        assertThat(isOutage(new SQLException("no state"))).isFalse();
    }
}
