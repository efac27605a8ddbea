package io.faultline.experiment.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;

/** Documents the key that makes sending a request again safe. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(in = ParameterIn.HEADER, name = Idempotency.HEADER, schema = @Schema(type = "string", maxLength = 255), example = "7c1b1a52-6f0e-4a35-9f0a-1d0c5b7f3a11", description = "Sent again within 24 hours with the same key, the request does nothing and is answered as before.")
@interface SafeToRepeat {
}
