/** The GraphQL edge: what Harness and Litmus clients ask, answered from our own nouns. */
@NullMarked
package io.faultline.experiment.graphql;

import org.jspecify.annotations.NullMarked;
