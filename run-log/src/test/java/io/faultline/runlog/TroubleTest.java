package io.faultline.runlog;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;

import static org.assertj.core.api.Assertions.assertThat;

class TroubleTest {
    /** The pool closes a connection that breaks, and then the roll-back fails in place of what broke it. */
    @Test
    void waitsForTheHouseWhenEvenTheRollbackFails() {
        SQLException closed = new SQLException("Connection is closed");

        assertThat(Trouble.isInfrastructure(new TransactionSystemException("Could not roll back", closed))).isTrue();
    }

    @Test
    void givesUpOnARecordThatCannotBeApplied() {
        assertThat(Trouble.isInfrastructure(new DataIntegrityViolationException("a duplicate"))).isFalse();
        assertThat(Trouble.isInfrastructure(new IllegalStateException("it makes no sense"))).isFalse();
        assertThat(Trouble.isInfrastructure(new UnexpectedRollbackException("marked rollback-only"))).isFalse();
    }
}
