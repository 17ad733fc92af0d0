package io.breakers.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.BothEngines;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcSQLSyntaxErrorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

/** A connection to a real database, protected and lent by a protected pool, does all that it does without breakers. */
@ParameterizedClass
@BothEngines
class ProtectedConnectionTest {
    @Parameter
    private ProxyEngine engine;

    private final RecordingListener heard = new RecordingListener();
    private HikariDataSource pool;
    private Connection pooled;

    @BeforeEach
    void borrow() throws SQLException {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        pooled = Breakers.builder(DataSource.class, pool).engine(engine).build().getConnection();
        try (Statement statement = pooled.createStatement()) {
            statement.execute("create table orders (id int auto_increment primary key, article varchar unique)");
        }
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    private <T> ProtectionBuilder<T> builder(Class<T> type, T target) {
        return Breakers.builder(type, target)
                .engine(engine)
                .config(BreakerConfig.builder()
                        .failureThreshold(2)
                        .ignore(SQLIntegrityConstraintViolationException.class)
                        .ticker(new ManualTicker())
                        .listener(heard)
                        .build());
    }

    private Connection protectedConnection() {
        return builder(Connection.class, pooled).build();
    }

    private static List<String> articles(Connection connection) throws SQLException {
        var articles = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select article from orders order by id")) {
            while (rows.next()) {
                articles.add(rows.getString("article"));
            }
        }
        return articles;
    }

    private static void insert(Connection connection, String... articles) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into orders (article) values (?)")) {
            for (String article : articles) {
                insert.setString(1, article);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(articles.length).containsOnly(1);
        }
    }

    @Test
    void tablesAreMadeFilledInABatchAndRead() throws SQLException {
        try (Connection connection = protectedConnection()) {
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.execute("create table stock (article varchar)"))
                        .isFalse();
            }
            insert(connection, "apples", "pears", "plums");

            assertThat(articles(connection)).containsExactly("apples", "pears", "plums");
            try (ResultSet tables = connection.getMetaData().getTables(null, "PUBLIC", "STOCK", null)) {
                assertThat(tables.next()).isTrue();
            }
        }
        assertThat(heard.events()).hasSize(4).containsOnly("success");
    }

    @Test
    void generatedKeysComeBackFromEveryOverload() throws SQLException {
        String sql = "insert into orders (article) values ('apples'), ('pears')";
        try (Connection connection = protectedConnection()) {
            try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                assertThat(insert.executeUpdate()).isEqualTo(2);
                assertThat(keys(insert)).containsExactly(1, 2);
            }
            String more = sql.replace("apples", "plums").replace("pears", "figs");
            try (PreparedStatement insert = connection.prepareStatement(more, new String[] {"ID"})) {
                assertThat(insert.executeUpdate()).isEqualTo(2);
                assertThat(keys(insert)).containsExactly(3, 4);
            }
            List<String> used = Breakers.inspect(connection).breakers().stream()
                    .filter(breaker -> breaker.stats().calls() > 0)
                    .map(Breaker::method)
                    .toList();
            assertThat(used).containsExactly("prepareStatement(String,String[])", "prepareStatement(String,int)");
        }
    }

    private static List<Integer> keys(Statement statement) throws SQLException {
        var keys = new ArrayList<Integer>();
        try (ResultSet rows = statement.getGeneratedKeys()) {
            while (rows.next()) {
                keys.add(rows.getInt(1));
            }
        }
        return keys;
    }

    @Test
    void transactionsAreCommittedAndRolledBack() throws SQLException {
        try (Connection connection = protectedConnection()) {
            connection.setAutoCommit(false);
            insert(connection, "apples");
            connection.commit();
            insert(connection, "pears");
            Savepoint beforePlums = connection.setSavepoint("before plums");
            insert(connection, "plums");
            connection.rollback(beforePlums);
            assertThat(articles(connection)).containsExactly("apples", "pears");
            connection.rollback();

            assertThat(articles(connection)).containsExactly("apples");
            assertThat(connection.getAutoCommit()).isFalse();
        }
    }

    @Test
    void theDriversConnectionIsFoundThroughBreakersAndPool() throws SQLException {
        try (Connection connection = protectedConnection()) {
            assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
            assertThat(connection.unwrap(JdbcConnection.class)).isSameAs(pooled.unwrap(JdbcConnection.class));
            assertThat(connection.isWrapperFor(Runnable.class)).isFalse();
        }
    }

    @Test
    void theDriversExceptionsComeThroughAndTripTheMethodThatThrewThem() throws SQLException {
        Witness<Connection> witness = Witness.of(Connection.class, pooled);
        try (Connection connection = builder(Connection.class, witness.face()).build()) {
            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowable(() -> connection.prepareStatement("no such sentence")))
                        .isExactlyInstanceOf(JdbcSQLSyntaxErrorException.class)
                        .isSameAs(witness.thrown().get(i));
            }
            assertThatExceptionOfType(CallRejectedException.class)
                    .isThrownBy(() -> connection.prepareStatement("select 1"));
            assertThat(articles(connection)).isEmpty();
        }
        assertThat(heard.events()).containsExactly("failure", "failure", "CLOSED->OPEN", "rejected OPEN", "success");
        assertThat(heard.throwables()).isEqualTo(witness.thrown());
    }

    @Test
    void aViolatedConstraintThatIsIgnoredTripsNothing() throws SQLException {
        try (PreparedStatement real = pooled.prepareStatement("insert into orders (article) values (?)")) {
            Witness<PreparedStatement> witness = Witness.of(PreparedStatement.class, real);
            PreparedStatement insert =
                    builder(PreparedStatement.class, witness.face()).build();
            insert.setString(1, "apples");
            assertThat(insert.executeUpdate()).isOne();
            for (int i = 0; i < 3; i++) {
                assertThat(catchThrowable(insert::executeUpdate))
                        .isInstanceOf(SQLIntegrityConstraintViolationException.class)
                        .isSameAs(witness.thrown().get(i));
            }
            insert.setString(1, "pears");
            assertThat(insert.executeUpdate()).isOne();
        }
        assertThat(heard.events())
                .containsExactly("success", "success", "ignored", "ignored", "ignored", "success", "success");
        assertThat(articles(pooled)).containsExactly("apples", "pears");
    }

    @Test
    void aConnectionGoesBackToThePoolThoughItsBreakersRejectEverything() throws SQLException {
        Connection connection =
                builder(Connection.class, pooled).share("connection").build();
        Breakers.inspect(connection).breaker("connection").forceOpen();

        assertThat(catchThrowable(() -> {
                    try (connection) {
                        connection.setAutoCommit(false);
                    }
                }))
                .isExactlyInstanceOf(CallRejectedException.class)
                .hasMessage("Connection.connection is FORCED_OPEN: forced open by an operator");
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        assertThat(pooled.isClosed()).isTrue();
        assertThat(heard.events()).containsExactly("CLOSED->FORCED_OPEN", "rejected FORCED_OPEN");
        pool.getConnection().close();
    }

    @Test
    void whatItsOwnerLeavesUnprotectedIsNeverRejected() throws SQLException {
        try (Connection connection = builder(Connection.class, pooled)
                .share("connection")
                .unprotected("rollback()", "isClosed")
                .build()) {
            connection.setAutoCommit(false);
            insert(connection, "apples");
            Breakers.inspect(connection).breaker("connection").forceOpen();

            assertThat(Breakers.inspect(connection).unprotectedMethods())
                    .containsExactly("close", "isClosed", "rollback()");
            assertThatExceptionOfType(CallRejectedException.class).isThrownBy(connection::commit);
            connection.rollback();
            assertThat(connection.isClosed()).isFalse();
        }
        assertThat(articles(pool.getConnection())).isEmpty();
    }
}
