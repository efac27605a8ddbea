/**
 * Every record of the facts' topic as it came, in one hash chain over all runs. One chain and not one a run: then a later
 * row of any run vouches for all rows before it, so that a whole run cut out, or the end of one, shows. Appending to it
 * takes a lock for one short transaction a batch, which also makes its positions a feed nobody can overtake. What it
 * cannot show: someone who rewrites the table from a row to its very end, with all hashes and the head. Against that note
 * the head that a verification answers with somewhere else, and compare. Pure.
 */
@NullMarked
package io.faultline.logstream.audit;

import org.jspecify.annotations.NullMarked;
