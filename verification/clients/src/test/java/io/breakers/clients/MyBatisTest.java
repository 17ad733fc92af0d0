package io.breakers.clients;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.session.SqlSessionManager;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** The recipe for mappers of MyBatis. */
class MyBatisTest extends DatabaseContract {
    // snippet: mybatis
    interface StockMapper {
        @Update("UPDATE stock SET buyer = #{buyer}")
        int sell(@Param("buyer") String buyer);
    }

    static final BreakerConfig CONFIG = BreakerConfig.builder()
            .failWhen(thrown -> thrown.getCause() instanceof SQLException failure && JdbcTest.isOutage(failure))
            .build();

    static StockMapper protect(SqlSessionFactory sessions, BreakerConfig config) {
        StockMapper mapper = SqlSessionManager.newInstance(sessions).getMapper(StockMapper.class);
        return Breakers.protect(StockMapper.class, mapper, config);
    }
    // end

    private StockMapper stock;

    @Override
    void connect(Duration patience) {
        DataSource source = database.source(patience);
        var configuration = new Configuration(new Environment("shop", new JdbcTransactionFactory(), source));
        configuration.addMapper(StockMapper.class);
        stock = protect(new SqlSessionFactoryBuilder().build(configuration), watched(CONFIG));
    }

    @Override
    void call(String mark) {
        stock.sell(mark);
    }
}
