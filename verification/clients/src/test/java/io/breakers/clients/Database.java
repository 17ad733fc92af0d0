package io.breakers.clients;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;

/**
 * H2 as a server, with one table: the last buyer of each product, who must have a name. Its data outlive the server,
 * which can be stopped, and it hangs when another transaction holds the row that all calls change.
 */
final class Database implements AutoCloseable {
    private final String name = "stock" + System.nanoTime();
    private final Connection inside;
    private Server server;
    private int port;

    Database() throws SQLException {
        inside = inside();
        execute(inside, "CREATE TABLE stock (product VARCHAR PRIMARY KEY, buyer VARCHAR CHECK (buyer <> ''))");
        execute(inside, "INSERT INTO stock VALUES ('apple', 'nobody')");
        start();
    }

    private Connection inside() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:" + name, "sa", "");
    }

    private void start() throws SQLException {
        server = Server.createTcpServer("-tcpPort", Integer.toString(port)).start();
        port = server.getPort();
    }

    /** As clients get to it, which wait so long for a row. */
    JdbcDataSource source(Duration lockTimeout) {
        var source = new JdbcDataSource();
        source.setUrl("jdbc:h2:tcp://127.0.0.1:" + port + "/mem:" + name + ";LOCK_TIMEOUT=" + lockTimeout.toMillis());
        source.setUser("sa");
        source.setPassword("");
        return source;
    }

    boolean hasLastBuyer(String buyer) throws SQLException {
        try (Statement statement = inside.createStatement();
                ResultSet row = statement.executeQuery("SELECT buyer FROM stock")) {
            row.next();
            return row.getString(1).equals(buyer);
        }
    }

    void stop() {
        server.stop();
    }

    void hang() throws SQLException {
        inside.setAutoCommit(false);
        execute(inside, "UPDATE stock SET buyer = 'somebody'");
    }

    void recover() throws SQLException {
        if (!inside.getAutoCommit()) {
            inside.rollback();
            inside.setAutoCommit(true);
        }
        if (!server.isRunning(false)) {
            start();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        server.stop();
        inside.close();
    }
}
