package io.breakers.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.breakers.api.Breaker;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.BothEngines;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;

/** The breakers below the pool: Hikari makes its connections through a protected driver, and knows nothing of that. */
class PoolOverBreakersTest {
    @ParameterizedTest
    @BothEngines
    void aPoolSurvivesThatItsDriverIsRejectedAndFillsItselfAgain(ProxyEngine engine) throws SQLException {
        var driver = new JdbcDataSource();
        driver.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        DataSource database =
                Breakers.builder(DataSource.class, driver).engine(engine).build();
        Breaker breaker = Breakers.inspect(database).breaker("getConnection()");
        breaker.forceOpen();
        try (var pool = new HikariDataSource()) {
            pool.setDataSource(database);
            pool.setMaximumPoolSize(1);
            pool.setInitializationFailTimeout(-1);
            pool.setConnectionTimeout(3_000);

            assertThat(catchThrowable(pool::getConnection))
                    .isExactlyInstanceOf(SQLTransientConnectionException.class)
                    .cause()
                    .isExactlyInstanceOf(CallRejectedException.class)
                    .hasMessage("DataSource.getConnection() is FORCED_OPEN: forced open by an operator");
            assertThat(breaker.stats().successes()).isZero();

            breaker.reset();
            pool.setConnectionTimeout(60_000);
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
                assertThat(connection.getMetaData().getURL()).isEqualTo(driver.getURL());
            }
            assertThat(breaker.stats().successes()).isOne();
        }
    }
}
