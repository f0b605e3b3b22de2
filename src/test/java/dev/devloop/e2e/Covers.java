package dev.devloop.e2e;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says which keys of dev-config.yaml and which commands a test fails without. `EveryKeyIsTested`
/// compares this with what there is.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Covers {

  /// Such as `services.*.port`.
  String[] keys() default {};

  /// Such as `logs` and `logs --tail`.
  String[] commands() default {};
}
