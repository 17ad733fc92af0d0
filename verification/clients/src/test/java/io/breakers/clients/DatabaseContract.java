package io.breakers.clients;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The outage of a database: its server is gone, or another transaction holds what is wanted. */
abstract class DatabaseContract extends OutageContract {
    Database database;

    @BeforeEach
    final void startDatabase() throws SQLException {
        database = new Database();
    }

    @AfterEach
    final void stopDatabase() throws SQLException {
        database.close();
    }

    /** Breaks the table's constraint. */
    @Override
    final void callInVain() throws Throwable {
        call("");
    }

    @Override
    final boolean hasArrived(String mark) throws SQLException {
        return database.hasLastBuyer(mark);
    }

    @Override
    final void breakDown() {
        database.stop();
    }

    @Override
    final void hang() throws SQLException {
        database.hang();
    }

    @Override
    final void recover() throws SQLException {
        database.recover();
    }
}
