package io.faultline.runlog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Where the pool gets its connections. The pool itself asks ever more rarely while the database is away, up to every ten
 * seconds; this asks five times a second and is back as soon as the database is. Who wants a connection meanwhile waits
 * no longer than the pool allows.
 */
final class PatientConnections extends AbstractDataSource {
    private static final Duration AT_FIRST = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 200;

    private final String url;
    private final Properties settings;
    private volatile boolean known;

    PatientConnections(String url, Properties settings) {
        this.url = url;
        this.settings = settings;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return open(settings);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties all = new Properties();
        all.putAll(settings);
        all.setProperty("user", user);
        all.setProperty("password", password);
        return open(all);
    }

    /** A database that was never there may be a wrong address: a service that starts says so. */
    private Connection open(Properties all) throws SQLException {
        long begun = System.nanoTime();
        while (true) {
            try {
                Connection opened = DriverManager.getConnection(url, all);
                known = true;
                return opened;
            } catch (SQLException e) {
                if (!isAway(e) || !known && System.nanoTime() - begun > AT_FIRST.toNanos()) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    /** It does not listen, breaks off, or is only just starting. */
    private static boolean isAway(SQLException trouble) {
        String state = String.valueOf(trouble.getSQLState());
        return state.startsWith("08") || state.equals("57P03");
    }

    private static void pause(SQLException trouble) throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw trouble;
        }
    }

    /** Bounded by the driver's own connectTimeout and socketTimeout. */
    @Override
    public void setLoginTimeout(int seconds) {}
}
