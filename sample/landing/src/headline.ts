/** The headline of the page: edit it and watch it change without a reload. */
export const headline = 'A shop to develop against';
