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
     * Both sides soon notice when the other is gone without a word: else nobody would be elected for hours.
     */
    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(details.getJdbcUrl(), settings());
        try (Statement statement = connection.createStatement()) {
            connection.setSchema(schema);
            statement.execute("set synchronous_commit = off");
            statement.execute("set tcp_keepalives_idle = 5");
            statement.execute("set tcp_keepalives_interval = 2");
            statement.execute("set tcp_keepalives_count = 3");
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
