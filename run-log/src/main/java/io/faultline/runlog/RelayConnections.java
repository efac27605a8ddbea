package io.faultline.runlog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Connections of the relay's own, beside the pool: one is held for as long as the relay is elected. */
record RelayConnections(JdbcConnectionDetails details, String schema) {
    /**
     * Opens one whose commits do not wait for the disk: a delete lost in a crash is a fact sent twice, which is harmless.
     * Both sides soon notice when the other is gone without a word: else nobody would be elected for hours. The relay
     * asks every second, so a session that was not asked for so long has lost its relay, and with it the election.
     */
    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(details.getJdbcUrl(), settings());
        try (Statement statement = connection.createStatement()) {
            connection.setSchema(schema);
            statement.execute("set synchronous_commit = off");
            statement.execute("set tcp_keepalives_idle = 5");
            statement.execute("set tcp_keepalives_interval = 2");
            statement.execute("set tcp_keepalives_count = 3");
            statement.execute("set idle_session_timeout = '20s'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        Optional.ofNullable(details.getUsername()).ifPresent(user -> settings.setProperty("user", user));
        Optional.ofNullable(details.getPassword()).ifPresent(password -> settings.setProperty("password", password));
        settings.setProperty("connectTimeout", "3");
        settings.setProperty("socketTimeout", "5");
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("ApplicationName", "faultline-" + schema + "-relay");
        return settings;
    }

    /** Which session of the server a connection is. */
    Session session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pid, backend_start::text from pg_stat_activity where pid = pg_backend_pid()")) {
            if (!row.next()) {
                throw new SQLException("the server does not know this session");
            }
            return new Session(row.getInt(1), row.getString(2));
        }
    }

    /** Ends a session nobody speaks to any more, and its election: the server may not have noticed. */
    void end(Session left, Connection connection) throws SQLException {
        try (PreparedStatement terminate = connection
                .prepareStatement("""
                                  select pg_terminate_backend(pid) from pg_stat_activity
                                  where pid = ? and backend_start = ?::text::timestamptz""")) {
            terminate.setInt(1, left.pid());
            terminate.setString(2, left.since());
            terminate.execute();
        }
    }

    /** A session of the server: a process of it, since then. */
    record Session(int pid, String since) {}

    /** Tries to become the one relay of this schema, until the connection closes. */
    boolean tryLock(Connection connection, int lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select pg_try_advisory_lock(?, hashtext(?))")) {
            select.setInt(1, lock);
            select.setString(2, schema);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
