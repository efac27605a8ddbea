package io.faultline.resilience.point;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for Postgres' driver and makes every commit of this JVM a crash point: those of transactions, and those of
 * single statements that write outside of one. A driver rather than a data source, for the outbox's relay has connections
 * of its own.
 */
public final class HeldDriver implements Driver {
    private final Driver postgres = new org.postgresql.Driver();

    /** The only driver from here on. */
    public static void install() throws SQLException {
        DriverManager.getDrivers();
        if (org.postgresql.Driver.isRegistered()) {
            org.postgresql.Driver.deregister();
        }
        DriverManager.registerDriver(new HeldDriver());
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        Connection connection = postgres.connect(url, info);
        return connection == null ? null : new HeldConnection(connection).proxy();
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return postgres.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return postgres.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return postgres.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return postgres.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return postgres.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return postgres.getParentLogger();
    }

    /** One connection, and what its transaction has written so far. */
    private static final class HeldConnection {
        private final Connection connection;
        private final List<String> said = new ArrayList<>();
        private final List<String> kept = new ArrayList<>();
        private final List<String> tables = new ArrayList<>();

        HeldConnection(Connection connection) {
            this.connection = connection;
        }

        Connection proxy() {
            return (Connection) Proxy.newProxyInstance(HeldDriver.class.getClassLoader(),
                    new Class<?>[]{Connection.class}, (_, method, arguments) -> on(method, arguments));
        }

        private @Nullable Object on(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "commit" -> held(() -> call(connection, method, arguments));
                case "rollback" -> {
                    forget();
                    yield call(connection, method, arguments);
                }
                case "prepareStatement" -> statement(PreparedStatement.class,
                        (Statement) Objects.requireNonNull(call(connection, method, arguments)),
                        String.valueOf(Objects.requireNonNull(arguments)[0]));
                case "createStatement" -> statement(Statement.class,
                        (Statement) Objects.requireNonNull(call(connection, method, arguments)), "");
                default -> call(connection, method, arguments);
            };
        }

        private Object statement(Class<? extends Statement> type, Statement statement, String sql) {
            List<@Nullable Object> row = new ArrayList<>();
            return Proxy.newProxyInstance(HeldDriver.class.getClassLoader(), new Class<?>[]{type},
                    (_, method, arguments) -> {
                        String name = method.getName();
                        if (name.startsWith("set") && arguments != null && arguments.length > 1) {
                            row.add(arguments[1]);
                        } else if (name.equals("addBatch")) {
                            remember(sql, row);
                        } else if (name.startsWith("execute")) {
                            remember(sql, row);
                            String words = arguments != null && arguments.length > 0
                                    && arguments[0] instanceof String given ? given : sql;
                            return executed(words, () -> call(statement, method, arguments));
                        }
                        return call(statement, method, arguments);
                    });
        }

        private void remember(String sql, List<@Nullable Object> row) {
            String fact = Labels.fact(row);
            row.clear();
            if (fact != null && sql.contains("into outbox")) {
                said.add(fact);
            } else if (fact != null) {
                kept.add("keeps " + fact);
            }
        }

        private @Nullable Object executed(String sql, Call call) throws Throwable {
            List<String> written = Labels.tables(sql);
            if (written.isEmpty()) {
                said.clear();
                kept.clear();
                return call.make();
            }
            tables.addAll(written);
            return connection.getAutoCommit() ? held(call) : call.make();
        }

        private @Nullable Object held(Call commit) throws Throwable {
            List<String> labels = labels();
            forget();
            if (labels.isEmpty()) {
                return commit.make();
            }
            CrashPoints.here().pass("commit", labels, "before");
            Object result = commit.make();
            CrashPoints.here().pass("commit", labels, "after");
            return result;
        }

        /** What was said names it; what says nothing is named by the tables it writes, the inbox only if it is alone. */
        private List<String> labels() {
            if (!said.isEmpty() || !kept.isEmpty()) {
                return Stream.concat(said.stream(), kept.stream()).distinct().toList();
            }
            List<String> named = tables.stream().distinct().sorted().toList();
            List<String> but = named.stream().filter(each -> !each.equals("inbox.insert")).toList();
            List<String> chosen = but.isEmpty() ? named : but;
            return chosen.isEmpty() ? chosen : List.of(String.join(" ", chosen));
        }

        private void forget() {
            said.clear();
            kept.clear();
            tables.clear();
        }
    }

    /** Something done on the real connection. */
    @FunctionalInterface
    private interface Call {
        @Nullable
        Object make() throws Throwable;
    }

    private static @Nullable Object call(Object on, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
