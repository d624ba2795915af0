/**
 * bundle: a plane as one reproducible archive, in every form in which one may want to install it. It
 * knows values, the rendered plane and archives; it knows neither files on disk nor a cluster.
 */
export { createBundle, packChart, type Bundle, type BundleErrorCode, type BundleInput } from './bundle';
