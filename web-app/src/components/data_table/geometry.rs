//! Which rows of a long table are in sight, and how far down a row lies.

use std::ops::Range;

/// The heights of a table's rows, in CSS pixels: all rows are of one height, and below some of them stands what
/// was opened.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Geometry {
    /// How many rows there are.
    pub count: usize,
    /// The height of one row.
    pub row: f64,
    /// The rows below which something stands open, in their order, with its height.
    pub opened: Vec<(usize, f64)>,
}

impl Geometry {
    /// How far from the top of the table the row lies.
    pub fn offset(&self, index: usize) -> f64 {
        let above = self.opened.iter().take_while(|(place, _)| *place < index);
        let opened: f64 = above.map(|(_, height)| height).sum();
        as_pixels(index) * self.row + opened
    }

    /// The height of the rows from `range.start` up to `range.end`, with what is open below them.
    pub fn height(&self, range: Range<usize>) -> f64 {
        (self.offset(range.end) - self.offset(range.start)).max(0.0)
    }

    /// The rows between two distances from the top of the table.
    pub fn rows_between(&self, top: f64, bottom: f64) -> Range<usize> {
        let start = self.row_at(top);
        start..(self.row_at(bottom) + 1).min(self.count).max(start)
    }

    /// The row at a distance from the top of the table; what is open belongs to the row above it.
    fn row_at(&self, distance: f64) -> usize {
        if self.row <= 0.0 || distance <= 0.0 {
            return 0;
        }
        let mut above = 0.0;
        for (index, height) in &self.opened {
            let end = as_pixels(index + 1) * self.row + above;
            if distance < end {
                break;
            }
            if distance < end + height {
                return *index;
            }
            above += height;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a distance from the top is not negative"
        )]
        let index = ((distance - above) / self.row) as usize;
        index.min(self.count)
    }
}

#[expect(clippy::cast_precision_loss, reason = "no table has 2^52 rows")]
fn as_pixels(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(opened: &[(usize, f64)]) -> Geometry {
        Geometry { count: 1000, row: 40.0, opened: opened.to_vec() }
    }

    #[test]
    fn rows_in_sight_without_anything_open() {
        assert_eq!(table(&[]).rows_between(-500.0, 399.0), 0..10);
        assert_eq!(table(&[]).rows_between(400.0, 799.0), 10..20);
        assert_eq!(table(&[]).rows_between(39_900.0, 50_000.0), 997..1000);
        assert_eq!(table(&[]).rows_between(90_000.0, 95_000.0), 1000..1000);
        assert_eq!(Geometry::default().rows_between(0.0, 500.0), 0..0);
    }

    #[test]
    fn what_is_open_moves_the_rows_below_it() {
        let table = table(&[(5, 300.0)]);
        assert!((table.offset(5) - 200.0).abs() < f64::EPSILON);
        assert!((table.offset(6) - 540.0).abs() < f64::EPSILON);
        assert_eq!(table.rows_between(250.0, 530.0), 5..6);
        assert_eq!(table.rows_between(540.0, 579.0), 6..7);
        assert!((table.height(0..1000) - 40_300.0).abs() < f64::EPSILON);
    }
}
