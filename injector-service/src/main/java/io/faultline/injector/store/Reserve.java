package io.faultline.injector.store;

import java.io.Closeable;
import java.io.IOException;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A few connections kept for what must not queue behind faults that begin: renewing leases, and stops. Hundreds of
 * faults that begin at once wait for the pool one behind the other; a lease that waited there with them would be lost.
 */
public record Reserve(JdbcClient jdbc, TransactionOperations transactions, Closeable connections) implements Closeable {
    public static <C extends DataSource & Closeable> Reserve of(C connections) {
        return new Reserve(JdbcClient.create(connections),
                new TransactionTemplate(new JdbcTransactionManager(connections)), connections);
    }

    @Override
    public void close() throws IOException {
        connections.close();
    }
}
