package io.faultline.runlog;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.stream.Stream;

import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells trouble with the house (wait, the record comes again) from trouble with the record (a dead letter). */
final class Trouble {
    private Trouble() {}

    /** A text too long for an index (54) is the record's, though Spring takes it for a lack of resources. */
    static boolean isInfrastructure(Throwable trouble) {
        return causes(trouble).noneMatch(
                cause -> cause instanceof SQLException sql && String.valueOf(sql.getSQLState()).startsWith("54"))
                && causes(trouble).anyMatch(cause -> cause instanceof TransientDataAccessException
                        || cause instanceof RecoverableDataAccessException
                        || cause instanceof DataAccessResourceFailureException
                        || cause instanceof CannotCreateTransactionException
                        || cause instanceof TransactionSystemException || cause instanceof SQLTransientException
                        || cause instanceof SQLRecoverableException || cause instanceof KafkaException
                        || cause instanceof InterruptedException);
    }

    static String reason(Throwable trouble) {
        Throwable root = causes(trouble).reduce((_, cause) -> cause).orElse(trouble);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private static Stream<Throwable> causes(Throwable trouble) {
        return Stream.iterate(trouble, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
